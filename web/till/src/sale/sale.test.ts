import { expect, test } from "vitest";
import type { Person } from "../members/person.ts";
import { after, goodsOf, nothing, type Sale, type Step } from "./sale.ts";

const lin: Person = { id: "mem_1", title: "林*", about: "", status: "active", proof: null };
const run = (...steps: Step[]) => steps.reduce<Sale>(after, nothing);

test("an amount is whole once it is more than nothing", () => {
  const typed = (amount: string) => goodsOf(run({ do: "amount", amount }), 2);
  expect(typed("128.5")).toEqual({ amount: 12850, lines: [] });
  expect(typed("0")).toBeUndefined();
  expect(typed("-5")).toBeUndefined();
  expect(typed("12.345")).toBeUndefined();
});

test("lines add up, a blank one is left out, a half one is waited for", () => {
  const sale = run(
    { do: "mode", mode: "lines" },
    { do: "line", line: { line: "1", sku: "6901", category: "tea", quantity: "2", price: "45" } },
    { do: "add-line", sku: "7702" },
  );
  expect(goodsOf(sale, 2)).toBeUndefined();
  const priced = after(sale, {
    do: "line",
    line: { line: "2", sku: "7702", category: "", quantity: "", price: "-5.5" },
  });
  const blank = after(priced, { do: "add-line", sku: "" });
  expect(goodsOf(blank, 2)).toEqual({
    amount: 8450,
    lines: [
      { line_id: "1", sku: "6901", category: "tea", quantity: 2, amount: 9000 },
      { line_id: "2", sku: "7702", quantity: 1, amount: -550 },
    ],
  });
  expect(blank.lines.map(({ line }) => line)).toEqual(["1", "2", "3"]);
});

test("an article that is scanned fills the empty line, or makes one", () => {
  const sale = run({ do: "add-line", sku: "6901" });
  expect(sale).toMatchObject({ mode: "lines", lines: [{ line: "1", sku: "6901" }] });
  const filled = run({ do: "mode", mode: "lines" }, { do: "add-line", sku: "6901" });
  expect(filled.lines).toHaveLength(1);
});

test("what was typed as an amount becomes the first line", () => {
  const sale = run({ do: "amount", amount: "30" }, { do: "mode", mode: "lines" });
  expect(goodsOf(sale, 2)?.amount).toBe(3000);
});

test("points are one person's own, and only while proven", () => {
  const redeem: Step = { do: "redeem", redeem: { wallet: "points", units: 100 } };
  const proven: Step = { do: "proof", proof: { token: "tok_1", expires_at: "2026-11-22T08:00:00Z" } };
  const sale = run({ do: "person", person: lin }, proven, redeem);
  expect(sale.redeem?.units).toBe(100);
  expect(after(sale, { do: "proof", proof: null }).redeem).toBeNull();
  expect(after(sale, { do: "person", person: { ...lin, id: "mem_2" } }).redeem).toBeNull();
});

test("the next customer begins with nothing, in the manner of the last", () => {
  const sale = run({ do: "person", person: lin }, { do: "mode", mode: "lines" }, { do: "clear" });
  expect(sale).toMatchObject({ person: null, mode: "lines", amount: "", redeem: null });
});
