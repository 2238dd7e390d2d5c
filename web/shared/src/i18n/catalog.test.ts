import { expect, expectTypeOf, test } from "vitest";
import { catalog } from "./catalog.ts";

test("a catalog holds both languages", () => {
  const words = catalog(
    { one: "一", nested: { many: (n: number) => `${n} 个` } },
    { one: "one", nested: { many: (n) => `${n} things` } },
  );
  expect(words.zh.nested.many(3)).toBe("3 个");
  expect(words.en.nested.many(3)).toBe("3 things");
  expectTypeOf(words.en.one).toBeString();
});

test("a missing text, or one too many, does not compile", () => {
  // @ts-expect-error: `two` has no English.
  catalog({ one: "一", two: "二" }, { one: "one" });
  // @ts-expect-error: `three` has no Chinese.
  catalog({ one: "一" }, { one: "one", three: "three" });
  // @ts-expect-error: a text where figures are wanted.
  catalog({ many: (n: number) => `${n} 个` }, { many: (n: number, m: number) => `${n} ${m}` });
});
