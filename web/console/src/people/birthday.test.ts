import { expect, test } from "vitest";
import { birthdayOf } from "./birthday.ts";

test.each([
  ["08-15", "--08-15"],
  ["8/5", "--08-05"],
  ["8月15日", "--08-15"],
  ["--08-15", "--08-15"],
  [" 1991-08-15 ", "1991-08-15"],
  ["soon", "soon"],
])("%s is sent as %s", (typed, sent) => {
  expect(birthdayOf(typed)).toBe(sent);
});
