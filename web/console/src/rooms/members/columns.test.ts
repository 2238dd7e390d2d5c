import { expect, test } from "vitest";
import { type Column, chosenOf, columnsOf, fitting, type Heads } from "./columns.ts";

const wallet = (name: string) => ({ wallet: name, label: name, decimals: 0 });
const growing: Heads = {
  wallets: [wallet("points"), wallet("growth")],
  tier_measure: { label: "成长值", wallet: "growth" },
};
const flat: Heads = { wallets: [wallet("points")], tier_measure: null };

test("a program without tiers has no column of tiers, and each wallet has one", () => {
  expect(columnsOf(flat)).not.toContain("tier");
  expect(columnsOf(flat)).not.toContain("measured");
  expect(columnsOf(growing)).toEqual([
    "phone",
    "name",
    "status",
    "tier",
    "wallet:points",
    "wallet:growth",
    "measured",
    "spend",
    "last",
    "joined",
    "store",
    "channel",
  ]);
});

test("who has chosen nothing sees the first wallet and one figure of spend", () => {
  expect(chosenOf(undefined, growing)).toEqual([
    "phone",
    "name",
    "tier",
    "wallet:points",
    "measured",
    "last",
    "joined",
    "store",
  ]);
  expect(chosenOf(undefined, flat)).toEqual(["phone", "name", "wallet:points", "spend", "last", "joined", "store"]);
});

test("what was chosen counts, as far as the program still has it", () => {
  expect(chosenOf(["store", "wallet:growth", "wallet:gone", "phone"], growing)).toEqual([
    "phone",
    "wallet:growth",
    "store",
  ]);
  expect(chosenOf([""], growing)).toEqual([]);
});

test("a list shows as many as it holds, from the first on, and two on a phone", () => {
  const all = columnsOf(growing);
  expect(fitting(all, 2_000)).toEqual(all);
  expect(fitting(all, 300)).toEqual(["phone", "name"]);
  const some = fitting(all, 700);
  expect(some).toEqual(all.slice(0, some.length));
  expect(some.length).toBeGreaterThan(3);
  expect(fitting(["store"] satisfies Column[], 300)).toEqual(["store"]);
});
