import { expect, test } from "vitest";
import { masked, shapeOf, spaced, tidied } from "./identity.ts";

test.each([
  ["138 0013 8000", "13800138000", "phone"],
  ["+86 138-0013-8000", "+8613800138000", "phone"],
  ["１３８００１３８０００", "13800138000", "phone"],
  ["8800 1234 5674", "880012345674", "card"],
  ["1234567890123456789012", "1234567890123456789012", "code"],
  ["zhang@example.com", "zhang@example.com", "email"],
  ["M000021", "M000021", "other"],
  ["crm-99812", "crm-99812", "other"],
])("`%s` is tidied and told", (text, tidy, shape) => {
  expect(tidied(text)).toBe(tidy);
  expect(shapeOf(text)).toBe(shape);
});

test("a number on a screen shows its head and its end", () => {
  expect(masked("138 0013 8000")).toBe("138****8000");
  expect(masked("12345")).toBe("*****");
  expect(spaced("138****8000")).toBe("138 **** 8000");
  expect(spaced("880012345674")).toBe("8800 1234 5674");
});
