import { expect, test } from "vitest";
import { byWallet, difference } from "./accounts.ts";

const account = (name: string, units: number, entries = 1) => ({ account: name, units, entries });

test("each wallet's accounts stand together and sum to zero", () => {
  const [points, growth] = byWallet([
    account("members:points", 60, 0),
    account("program:points:earn", -100),
    account("program:points:spend", 40),
    account("members:growth", 7, 0),
    account("program:growth:earn", -8),
  ]);
  expect(points).toMatchObject({ wallet: "points", held: 60 });
  expect(points?.program.map(({ kind }) => kind)).toEqual(["earn", "spend"]);
  expect(points && difference(points)).toBe(0);
  expect(growth && difference(growth)).toBe(-1);
});
