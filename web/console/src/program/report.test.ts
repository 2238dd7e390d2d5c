import { expect, test } from "vitest";
import { csv, reportOf } from "./report.ts";

test("cells that would be read otherwise are put in quotes, and no cell is a formula", () => {
  expect(
    csv([
      ["a", 1, null],
      ['say "hi"', "x,y", "=SUM(A1)"],
      ["-5", "-x", ""],
    ]),
  ).toBe('a,1,\r\n"say ""hi""","x,y",\'=SUM(A1)\r\n-5,\'-x,\r\n');
});

test("what is no report is none", () => {
  expect(reportOf(null)).toBeUndefined();
  expect(reportOf({})).toBeUndefined();
  expect(reportOf({ instants: [] })).toBeDefined();
});
