import { expect, test } from "vitest";
import { choose, fieldOf, missing } from "./mapping.ts";

const fields = [
  { field: "order_id", label: "订单号", required: true },
  { field: "member", label: "会员", required: true },
  { field: "store", label: "门店", required: false },
];

test("a column fills one field, a field has one column", () => {
  const first = choose({}, "order_id", "no");
  expect(choose(first, "member", "no")).toEqual({ member: "no" });
  expect(choose(first, "order_id", "id")).toEqual({ order_id: "id" });
  expect(choose(first, "order_id", undefined)).toEqual({});
  expect(fieldOf(first, "no")).toBe("order_id");
});

test("only what is required is missed", () => {
  expect(missing(fields, { order_id: "no" }).map(({ field }) => field)).toEqual(["member"]);
  expect(missing(fields, { order_id: "no", member: "who" })).toEqual([]);
});
