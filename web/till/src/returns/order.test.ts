import { expect, test } from "vitest";
import type { Slip } from "../queue/slip.ts";
import { orderOfSlip, portion, priceOf, priceOfAll, referenceOf, unknownOrder } from "./order.ts";

test("what is kept is rounded up, so parts brought back one by one come to the whole", () => {
  const line = { line: "1", sku: "", quantity: 3000, amount: 1000 };
  const first = priceOf({ ...line, left: 3000 }, 1000);
  const second = priceOf({ ...line, left: 2000 }, 1000);
  const third = priceOf({ ...line, left: 1000 }, 1000);
  expect([first, second, third]).toEqual([333, 333, 334]);
  expect(portion(1000, 3000, 3000)).toBe(1000);
  expect(portion(-1000, 1000, 3000)).toBe(-333);
});

test("an order is asked for by its receipt, or by our id", () => {
  expect(referenceOf("K7Q4M-261122-0001")).toBe("ext:K7Q4M-261122-0001");
  expect(referenceOf("ord_019ae4")).toBe("ord_019ae4");
});

const slip = (id: string, more: Partial<Slip>): Slip => ({
  id,
  seq: 1,
  kind: "order",
  state: "done",
  at: "2026-11-22T07:30:00Z",
  path: "/v1/orders",
  body: {},
  tries: 1,
  offline: false,
  shown: { who: "", amount: 9000, currency: "CNY", decimals: 2 },
  ...more,
});

test("a till that is alone knows what it took back before", () => {
  const lines = [{ line: "1", sku: "6901", quantity: "2", amount: 9000 }];
  const sold = slip("A", { shown: { who: "", amount: 9000, currency: "CNY", decimals: 2, lines } });
  const back = slip("B", {
    kind: "return",
    shown: {
      who: "",
      amount: 4500,
      currency: "CNY",
      decimals: 2,
      against: "A",
      lines: [{ line: "1", sku: "6901", quantity: "1", amount: 4500 }],
    },
  });
  const order = orderOfSlip(sold, [sold, back]);
  expect(order.lines[0]).toMatchObject({ left: 1000, quantity: 2000 });
  expect(priceOfAll(order, { "1": 1000 })).toBe(4500);
  // One that was refused took nothing back.
  expect(orderOfSlip(sold, [sold, { ...back, state: "refused" }]).lines[0]?.left).toBe(2000);
  // Nor one that a person settled in another way: the server never booked it.
  expect(orderOfSlip(sold, [sold, { ...back, state: "settled" }]).lines[0]?.left).toBe(2000);
});

test("what this till took back of a receipt that nobody here knows adds up too", () => {
  const shown = { who: "", amount: 60_000, currency: "CNY", decimals: 2, against: "OTHER" };
  const first = slip("B", { kind: "return", state: "waiting", shown });
  expect(unknownOrder("OTHER", "CNY", [])).toMatchObject({ before: 0, again: false });
  expect(unknownOrder("OTHER", "CNY", [first])).toMatchObject({ before: 60_000, again: true });
  expect(unknownOrder("ANOTHER", "CNY", [first])).toMatchObject({ before: 0 });
});
