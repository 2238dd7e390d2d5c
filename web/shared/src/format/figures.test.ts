import { expect, test } from "vitest";
import { decimalMoney, figure, minor, money, percent, plain, signed } from "./figures.ts";

test.each([
  [0, 0, "0"],
  [1234567, 0, "1,234,567"],
  [-5, 2, "−0.05"],
  [12900, 2, "129.00"],
  [9007199254740991, 0, "9,007,199,254,740,991"],
])("%d with %d decimals is %s", (value, decimals, shown) => {
  expect(figure(value, decimals)).toBe(shown);
});

test("what programs read has no commas and the minus of a keyboard", () => {
  expect([plain(-1234), plain(1234567), plain(-5, 2), plain(0)]).toEqual(["-1234", "1234567", "-0.05", "0"]);
  expect(Number(plain(-129900, 2))).toBe(-1299);
});

test("signs stand before what comes and goes, none before nothing", () => {
  expect([signed(84), signed(-35), signed(0)]).toEqual(["+84", "−35", "0"]);
});

test("money is in the currency's own decimals", () => {
  expect(money(12900, "CNY")).toBe("¥129.00");
  expect(money(-500, "JPY")).toBe("−¥500");
  expect(decimalMoney("-1234.5", "CNY")).toBe("−¥1,234.50");
  expect(decimalMoney(null, "CNY")).toBe("–");
});

test.each([
  ["129.5", 2, 12950],
  ["1,299", 2, 129900],
  ["0.05", 2, 5],
  ["-3", 2, -300],
  ["12.345", 2, undefined],
  ["12.300", 2, 1230],
  ["1e3", 2, undefined],
  ["", 2, undefined],
  ["99999999999999", 2, undefined],
])("`%s` typed with %d decimals is %s", (text, decimals, value) => {
  expect(minor(text, decimals)).toBe(value);
});

test.each([
  ["0.0523", "5.23%"],
  ["0.6", "60%"],
  ["1", "100%"],
  ["0", "0%"],
  ["0.001", "0.1%"],
  ["0.123456", "12.34%"],
  [null, "–"],
])("the share %s is %s", (text, shown) => {
  expect(percent(text)).toBe(shown);
});
