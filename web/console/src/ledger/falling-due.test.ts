import { expect, test } from "vitest";
import { fallingDue } from "./falling-due.ts";

const worth = { amount: 3_876_059, currency: "CNY" };

test("the sum is that of the rows, what is owed among them", () => {
  const { rows, sum } = fallingDue({
    expiring: [
      { month: "2026-12", units: 3_000_000, worth },
      { month: "2027-01", units: 876_059, worth: null },
    ],
    never: 0,
    debt: 735,
  });
  expect(rows.map(({ when, units }) => [when, units])).toEqual([
    ["2026-12", 3_000_000],
    ["2027-01", 876_059],
    ["owed", -735],
  ]);
  expect(sum).toBe(3_875_324);
});

test("what never expires and is owed by nobody stands alone", () => {
  expect(fallingDue({ expiring: [], never: 7, debt: 0 })).toEqual({
    rows: [{ when: "never", units: 7, worth: null }],
    sum: 7,
  });
});
