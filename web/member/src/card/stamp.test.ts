import { expect, test } from "vitest";
import { inFours } from "./digits.ts";
import { sealOf } from "./stamp.ts";

test("a short Chinese name is cut as a seal", () => {
  expect(sealOf("黄金")).toEqual(["黄", "金"]);
  expect(sealOf("黑金会员")).toEqual(["黑", "金", "会", "员"]);
});

test("letters, mixed and long names are not", () => {
  expect(sealOf("gold")).toBeUndefined();
  expect(sealOf("V3 会员")).toBeUndefined();
  expect(sealOf("尊享至臻会员")).toBeUndefined();
  expect(sealOf("")).toBeUndefined();
});

test("digits stand in fours, the rest at the end", () => {
  expect(inFours("880012345674")).toEqual(["8800", "1234", "5674"]);
  expect(inFours("6501234567890123456789")).toEqual(["6501", "2345", "6789", "0123", "4567", "89"]);
  expect(inFours("")).toEqual([]);
});
