import { expect, test } from "vitest";
import { gap } from "./gap.ts";

test.each([
  ["50.00", "62.50", "12.50", "25.0%"],
  ["62.5", "50.00", "-12.50", "-20.0%"],
  ["0", "3.00", "3.00", undefined],
  ["10", "10", "0", "0.0%"],
  ["0.10", "0.05", "-0.05", "-50.0%"],
  ["90071992547409.93", "90071992547409.94", "0.01", "0.0%"],
  ["120", "300", "180", "150.0%"],
])("from %s to %s it is %s, %s", (before, after, amount, share) => {
  expect(gap(before, after)).toEqual({ amount, share });
});

test("what is no number has no difference", () => {
  expect(gap("–", "1")).toBeUndefined();
});
