import { expect, test } from "vitest";
import { giveBack, sale, server, till, WAITS } from "./testing.ts";

test("a return above the limit waits for a second person, also one that was noted while the server was away", async () => {
  const shop = server();
  const queue = till(shop);
  shop.leave();
  const { id } = await queue.add(giveBack());
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "waiting", offline: true });
  shop.comeBack();
  shop.next.push(WAITS);
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "approval", approval: "apr_1" });
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("approval");
  expect(shop.counted.size).toBe(0);
  shop.decided = { status: "approved", done: true, refund: { amount: 180_000, currency: "CNY" } };
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", shown: { refund: 180_000 } });
  expect([...shop.counted.keys()]).toEqual([id]);
});

test("what a second person did not approve is to be settled, with the reason", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(giveBack());
  shop.next.push(WAITS);
  await queue.sendAll();
  shop.decided = { status: "rejected", refund: { amount: 180_000, currency: "CNY" } };
  const detail = "没有获批：包装已拆";
  shop.next.push({ status: 409, document: { code: "not-approved", detail, next: "fix_new_id" } });
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "refused", refusal: { text: detail, next: "fix_new_id" } });
  expect(queue.find(id)?.shown.refund).toBeUndefined();
});

test("what a person settled while the decision was on its way stays settled", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(giveBack());
  shop.next.push(WAITS);
  await queue.sendAll();
  shop.ask = async () => {
    await queue.settle(id, "林", "顾客改了主意");
    return { status: 200, document: { status: "approved", done: true } };
  };
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("settled");
  expect(shop.counted.size).toBe(0);
});

test("what was decided is looked up after all that waits has gone up", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(giveBack());
  shop.next.push(WAITS);
  await queue.sendAll();
  shop.decided = { status: "approved", done: true };
  await queue.add(sale(1));
  await queue.add(sale(2));
  shop.seen.length = 0;
  await queue.sendAll();
  expect(shop.seen.map(({ path }) => path)).toEqual([
    "/v1/orders",
    "/v1/orders",
    "/v1/approvals/apr_1",
    "/v1/orders/ext:a/returns",
  ]);
  expect(queue.find(id)?.state).toBe("done");
});

test("what was approved and not done yet is not sent again until it is", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(giveBack());
  shop.next.push(WAITS);
  await queue.sendAll();
  shop.seen.length = 0;
  shop.decided = { status: "approved", done: false };
  shop.next.push(WAITS, WAITS);
  await queue.sendAll();
  await queue.sendAll();
  expect(shop.seen.map(({ path }) => path)).toEqual(["/v1/approvals/apr_1", "/v1/approvals/apr_1"]);
  expect(queue.find(id)?.state).toBe("approval");
});

test("what was withdrawn elsewhere is settled, and nothing is sent", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(giveBack());
  shop.next.push(WAITS);
  await queue.sendAll();
  shop.seen.length = 0;
  shop.decided = { status: "withdrawn", done: false, decided_by: { id: "stf_lin", name: "林小满" } };
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "settled", settled: { by: "林小满" } });
  expect(shop.seen.map(({ path }) => path)).toEqual(["/v1/approvals/apr_1"]);
});
