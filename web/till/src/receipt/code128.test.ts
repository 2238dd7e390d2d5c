import { expect, test } from "vitest";
import { barsOf, valuesOf } from "./code128.ts";

/** The widths of every value, as they come out of texts that hold it. */
const symbols = () =>
  Array.from({ length: 95 }, (_, value) => {
    const { bars, wide } = barsOf(String.fromCharCode(32 + value)) ?? { bars: [], wide: 0 };
    const own = bars.filter(({ at }) => at >= 11 && at < 22);
    return { own, wide };
  });

test("every symbol has three bars of an even width together, and none is another's", () => {
  const seen = new Set<string>();
  for (const { own, wide } of symbols()) {
    expect(own).toHaveLength(3);
    expect(own.reduce((sum, bar) => sum + bar.wide, 0) % 2).toBe(0);
    // Start, character, check: 11 modules each; the stop has 13.
    expect(wide).toBe(11 * 3 + 13);
    seen.add(JSON.stringify(own));
  }
  expect(seen.size).toBe(95);
});

test("the check follows from the places of the characters", () => {
  // 104 + 1×34 ('B') + 2×17 ('1') = 172; 172 mod 103 = 69.
  expect(valuesOf("B1")).toEqual([104, 34, 17, 69, 106]);
});

test("what the set does not hold has no bars", () => {
  expect(barsOf("收据")).toBeUndefined();
  expect(barsOf("")).toBeUndefined();
});
