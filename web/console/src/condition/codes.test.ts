import { expect, test } from "vitest";
import { codesOf, unknownCodes } from "./codes.ts";

test.each([
  ["order.store", "==", "store"],
  ["member.home_store", "not in", "store"],
  ["order.channel", "in", "channel"],
  ["join.channel", "!=", "channel"],
  ["order.store", "startsWith", undefined],
  ["line.category", "==", undefined],
  ["order.restore", "==", undefined],
] as const)("%s %s holds codes of %s", (field, operator, codes) => {
  expect(codesOf(field, operator)).toBe(codes);
});

test("a code that nobody knows is named, an empty one is not", () => {
  expect(unknownCodes(["sh-01", "sh-o1", ""], ["sh-01", "sh-02"])).toEqual(["sh-o1"]);
});
