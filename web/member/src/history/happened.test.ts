import { expect, test } from "vitest";
import type { Happened } from "../api/said.ts";
import { inMonths, isShown } from "./happened.ts";

function happened(type: string, at: string, entries: number): Happened {
  const entry = { wallet: "points", units: 1 };
  return {
    event: { id: `${type}${at}`, type, occurred_at: at, data: {} },
    entries: Array.from({ length: entries }, () => entry),
    changes: [],
  } as unknown as Happened;
}

test("time that moved nothing, tags and refusals are not shown", () => {
  expect(isShown(happened("time_passed", "2026-03-01T00:00:00Z", 0))).toBe(false);
  expect(isShown(happened("time_passed", "2026-03-01T00:00:00Z", 1))).toBe(true);
  expect(isShown(happened("tagged", "2026-03-01T00:00:00Z", 0))).toBe(false);
  expect(isShown(happened("refused", "2026-03-01T00:00:00Z", 0))).toBe(false);
  expect(isShown(happened("order_paid", "2026-03-01T00:00:00Z", 0))).toBe(true);
});

test("months are those of the shop's zone, and keep the order given", () => {
  const items = [
    happened("order_paid", "2026-03-31T16:30:00Z", 1),
    happened("order_paid", "2026-03-31T15:30:00Z", 1),
    happened("order_paid", "2026-04-02T02:00:00Z", 1),
  ];
  const months = inMonths(items, "Asia/Shanghai", "zh");
  expect(months.map(({ name, items }) => [name, items.length])).toEqual([
    ["2026年4月", 1],
    ["2026年3月", 1],
    ["2026年4月", 1],
  ]);
});
