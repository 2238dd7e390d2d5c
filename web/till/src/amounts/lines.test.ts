import { expect, test } from "vitest";
import {
  lineAmount,
  lineOf,
  sentQuantity,
  settledPrice,
  shownQuantity,
  sumOf,
  typedAmount,
  typedQuantity,
} from "./lines.ts";

test.each([
  ["129.5", 2, 12950],
  ["￥1，299", 2, 129900],
  ["１２．３", 2, 1230],
  ["12。5", 2, 1250],
  [" 0.1 ", 2, 10],
  ["4.35", 2, 435],
  ["1.005", 2, undefined],
  ["500", 0, 500],
  ["", 2, undefined],
  ["12.", 2, 1200],
  ["abc", 2, undefined],
  ["−5", 2, -500],
])("`%s` typed with %d decimals is %s", (text, decimals, value) => {
  expect(typedAmount(text, decimals)).toBe(value);
});

test.each([
  ["", 1000],
  ["2", 2000],
  ["0.454", 454],
  ["0", undefined],
  ["-1", undefined],
  ["0.0001", undefined],
])("a quantity of `%s` is %s thousandths", (text, value) => {
  expect(typedQuantity(text)).toBe(value);
});

test("pieces are sent as a number, weights as a text", () => {
  expect([sentQuantity(2000), sentQuantity(454), sentQuantity(1500)]).toEqual([2, "0.454", "1.5"]);
  expect([shownQuantity(12000), shownQuantity(1), shownQuantity(10_050)]).toEqual(["12", "0.001", "10.05"]);
});

test.each([
  [4500, 2000, 9000],
  [1999, 454, 908],
  [1000, 1500, 1500],
  [1, 500, 1],
  [-1, 500, -1],
  [-1500, 1000, -1500],
  // 0.1 × 3 is 0.3 here, as it should be.
  [10, 3000, 30],
])("%d a piece, %d thousandths: %d", (price, thousandths, amount) => {
  expect(lineAmount(price, thousandths)).toBe(amount);
});

test("what numbers do not hold exactly is no amount", () => {
  expect(lineAmount(9_007_199_254_740_991, 2000)).toBeUndefined();
});

test("a line is sent once its figures are right", () => {
  const typed = { line: "1", sku: " 6901 ", category: "", quantity: "2", price: "45" };
  expect(lineOf(typed, 2)).toEqual({ line_id: "1", sku: "6901", quantity: 2, amount: 9000 });
  expect(lineOf({ ...typed, price: "" }, 2)).toBeUndefined();
  expect(lineOf({ ...typed, quantity: "x" }, 2)).toBeUndefined();
  expect(sumOf([{ amount: 9000 }, { amount: -500 }])).toBe(8500);
});

test.each([
  ["45", 2, "45.00"],
  ["18。5", 2, "18.50"],
  ["￥1，299", 2, "1299.00"],
  ["500", 0, "500"],
  ["", 2, ""],
  ["4x", 2, "4x"],
])("the price `%s` with %d decimals is left as `%s`", (text, decimals, left) => {
  expect(settledPrice(text, decimals)).toBe(left);
});
