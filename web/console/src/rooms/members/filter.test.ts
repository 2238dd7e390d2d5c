import { expect, test } from "vitest";
import { dayAfter, isFiltered, readFilter } from "./filter.ts";

test("an address is read as far as it makes sense", () => {
  const search = { tier: "gold", tag: 7, order: "oldest", from: "2026-02-30x", to: "2026-02-28", q: "138", store: "" };
  expect(readFilter(search)).toEqual({ tier: "gold", tag: "7", order: "oldest", to: "2026-02-28" });
  expect(readFilter({ order: "newest" })).toEqual({});
  expect([isFiltered({ order: "oldest" }), isFiltered({ tag: "7" })]).toEqual([false, true]);
});

test("days go on over the ends of months and years", () => {
  expect([dayAfter("2026-02-28"), dayAfter("2028-02-28"), dayAfter("2026-12-31")]).toEqual([
    "2026-03-01",
    "2028-02-29",
    "2027-01-01",
  ]);
});
