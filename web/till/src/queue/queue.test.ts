import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";
import type { Draft } from "./surroundings.ts";
import { giveBack, keeper, LIN, sale, server, till } from "./testing.ts";

test("a slip has its id and its time before it is sent", async () => {
  const shop = server();
  const queue = till(shop);
  const slip = await queue.add(sale(100));
  expect(slip).toMatchObject({ id: "K7Q4M-261122-0001", at: "2026-11-22T07:30:00Z", state: "waiting" });
  expect(shop.seen).toEqual([]);
  await queue.sendAll();
  expect(shop.seen[0]?.body).toMatchObject({ event_id: slip.id, occurred_at: slip.at, member: "mem_1" });
  expect(queue.find(slip.id)).toMatchObject({ state: "done", answer: { id: "ord_1" } });
});

test("sales made while the server is away go up in order when it is back, through a new start of the till", async () => {
  const shop = server();
  const kept = keeper();
  const first = till(shop, kept);
  shop.leave();
  for (const amount of [1, 2, 3]) await first.add(sale(amount));
  await first.sendAll();
  expect(first.list().map(({ state, offline }) => [state, offline])).toEqual([
    ["waiting", true],
    ["waiting", false],
    ["waiting", false],
  ]);
  const second = till(shop, kept);
  await second.load();
  shop.comeBack();
  await second.sendAll();
  expect(shop.seen.map(({ body }) => (body.total as { amount: number }).amount)).toEqual([1, 2, 3]);
  expect(second.list().every(({ state }) => state === "done")).toBe(true);
});

test("an answer that is lost on the way counts once", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(sale(100));
  shop.loseAnswer();
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "waiting", tries: 1 });
  expect(shop.counted.size).toBe(1);
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", tries: 2 });
  expect(shop.seen[1]?.body).toEqual(shop.seen[0]?.body);
  expect(shop.counted.size).toBe(1);
});

test("a refused slip is kept with the server's words, and does not hold up the others", async () => {
  const shop = server();
  const queue = till(shop);
  shop.next.push({ status: 409, document: { code: "no-program", cashier_text: "No program", next: "stop" } });
  const bad = await queue.add(sale(1));
  const good = await queue.add(sale(2));
  await queue.sendAll();
  expect(queue.find(bad.id)).toMatchObject({ state: "refused", refusal: { code: "no-program", text: "No program" } });
  expect(queue.find(good.id)?.state).toBe("done");
  await queue.retry(bad.id);
  await queue.sendAll();
  expect(queue.find(bad.id)).toMatchObject({ state: "done" });
  expect(queue.find(bad.id)?.refusal).toBeUndefined();
});

test("a till whose clock was wrong sends a refused sale anew, under another number", async () => {
  const shop = server();
  const queue = till(shop);
  shop.next.push({ status: 409, document: { code: "in-the-future", next: "fix_new_id" } });
  const old = await queue.add(sale(700));
  await queue.sendAll();
  const next = await queue.renew(old.id, "lin");
  await queue.sendAll();
  expect(next?.id).not.toBe(old.id);
  expect(shop.seen.at(-1)?.body).toMatchObject({ event_id: next?.id, total: { amount: 700 } });
  expect(queue.find(next?.id ?? "")?.state).toBe("done");
  expect(queue.find(old.id)).toMatchObject({ state: "settled", settled: { note: `→ ${next?.id}` } });
});

test("a person settles what was refused; it stays in the list", async () => {
  const shop = server();
  const queue = till(shop);
  shop.next.push({ status: 409, document: { code: "no-program", next: "stop" } });
  const { id } = await queue.add(sale(1));
  await queue.settle(id, "lin", "too early");
  expect(queue.find(id)?.state).toBe("waiting");
  await queue.sendAll();
  await queue.settle(id, "lin", "called the shop");
  expect(queue.find(id)).toMatchObject({ state: "settled", settled: { by: "lin", note: "called the shop" } });
  await queue.sendAll();
  expect(shop.seen).toHaveLength(1);
});

test("a slip that the server fails on lets others pass after some tries, and is not given up", async () => {
  const shop = server();
  const queue = till(shop);
  const broken = { status: 500, document: { code: "internal", next: "retry_same_id" } };
  const bad = await queue.add(sale(1));
  const good = await queue.add(sale(2));
  for (let round = 0; round < 3; round += 1) {
    expect(queue.find(good.id)?.state).toBe("waiting");
    shop.next.push(broken);
    await queue.sendAll();
  }
  expect(queue.find(good.id)?.state).toBe("done");
  expect(queue.find(bad.id)?.state).toBe("waiting");
  await queue.sendAll();
  expect(queue.find(bad.id)?.state).toBe("done");
});

test("nothing is lost while nobody is signed in", async () => {
  const shop = server();
  const queue = till(shop);
  shop.next.push({ status: 401, document: { code: "unauthenticated", next: "stop" } });
  const { id } = await queue.add(sale(1));
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("waiting");
  expect(shop.seen).toHaveLength(1);
});

test("who was only typed is found when the server is back, and what was typed is forgotten", async () => {
  const shop = server();
  const queue = till(shop);
  const { member: _, ...body } = sale(1).body;
  const { id } = await queue.add(sale(1, { body, member: { find: "13800138000" } }));
  await queue.sendAll();
  expect(shop.seen.map(({ path }) => path)).toEqual(["/v1/members/find", "/v1/orders"]);
  expect(shop.seen[1]?.body.member).toBe("mem_found");
  expect(JSON.stringify(queue.find(id))).not.toContain("13800138000");
});

test("nobody of that number: the sale waits for a person", async () => {
  const shop = server();
  const queue = till(shop);
  const { member: _, ...body } = sale(1).body;
  shop.next.push({ status: 404, document: { code: "unknown-member", detail: "Nobody", next: "fix_new_id" } });
  const { id } = await queue.add(sale(1, { body, member: { find: "13800138000" } }));
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "refused", member: { find: "13800138000" } });
  // Enrolled after all: the sale goes up after the enrolment.
  const enrol: Draft = { ...sale(0), kind: "enrol", path: "/v1/members", body: { phone: "13800138000" } };
  const enrolment = await queue.add(enrol);
  await queue.name(id, { enrolled: enrolment.id });
  await queue.sendAll();
  expect(shop.seen.slice(-2).map(({ path }) => path)).toEqual(["/v1/members", "/v1/orders"]);
  expect(queue.find(id)?.state).toBe("done");
});

test("a sale to somebody enrolled while the server was away takes the id that the enrolment got", async () => {
  const shop = server();
  const queue = till(shop);
  shop.leave();
  const enrol: Draft = { ...sale(0), kind: "enrol", path: "/v1/members", body: { phone: "13800138000" } };
  const enrolment = await queue.add(enrol);
  const { member: _, ...body } = sale(1).body;
  const order = await queue.add(sale(1, { body, member: { enrolled: enrolment.id } }));
  await queue.sendAll();
  shop.comeBack();
  await queue.sendAll();
  expect(shop.seen.map(({ path }) => path)).toEqual(["/v1/members", "/v1/orders"]);
  expect(shop.seen[1]?.body.member).toBe("mem_new");
  expect(queue.find(order.id)?.state).toBe("done");
  expect(JSON.stringify(queue.list())).not.toContain("13800138000");
});

test("a sale taken in full after all is sent under its own id, so at most one of the two counts", async () => {
  const shop = server();
  const queue = till(shop);
  const redeem = { wallet: "points", units: 100 };
  const draft = sale(500);
  const { id } = await queue.add({ ...draft, body: { ...draft.body, redeem } });
  // It was booked, only the answer was lost.
  const slip = queue.find(id);
  shop.counted.set(id, JSON.stringify(slip?.body));
  await queue.amend(id, draft.body, draft.shown);
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "refused", refusal: { code: "event-id-reused" } });
});

test("what is over is forgotten after a month, what is open never", async () => {
  const shop = server();
  const kept = keeper();
  const queue = till(shop, kept);
  const done = await queue.add(sale(1));
  await queue.sendAll();
  shop.leave();
  const open = await queue.add(sale(2));
  const later = createQueue({
    keeper: kept,
    send: shop.send,
    ask: (path) => shop.ask(path),
    now: () => new Date("2027-01-22T00:00:00Z"),
    who: () => LIN,
    confirm: () => Promise.resolve(true),
    day: () => "270122",
    alone: (act) => act(),
  });
  await later.load();
  expect(later.find(done.id)).toBeUndefined();
  expect(later.find(open.id)?.state).toBe("waiting");
});

test("two calls at once send each slip once", async () => {
  const shop = server();
  const queue = till(shop);
  await queue.add(sale(1));
  await Promise.all([queue.sendAll(), queue.sendAll()]);
  expect(shop.seen).toHaveLength(1);
});

test("a return never goes up before its sale, also where that was put behind it", async () => {
  const shop = server();
  const queue = till(shop);
  const { member: _, ...body } = sale(1).body;
  const sold = await queue.add(sale(1, { body, member: { find: "13800138000" } }));
  shop.next.push({ status: 404, document: { code: "unknown-member", detail: "Nobody", next: "fix_new_id" } });
  await queue.sendAll();
  const back = await queue.add({ ...giveBack(), shown: { ...giveBack().shown, against: sold.id } });
  const enrol: Draft = { ...sale(0), kind: "enrol", path: "/v1/members", body: { phone: "13800138000" } };
  const enrolment = await queue.add(enrol);
  await queue.name(sold.id, { enrolled: enrolment.id });
  await queue.sendAll();
  const sent = shop.seen.map(({ body: { event_id } }) => event_id).filter(Boolean);
  expect(sent).toEqual([enrolment.id, sold.id, back.id]);
});

test("a return waits while its sale is to be settled", async () => {
  const shop = server();
  const queue = till(shop);
  const sold = await queue.add(sale(1));
  shop.next.push({ status: 409, document: { code: "no-program", next: "stop" } });
  await queue.sendAll();
  const back = await queue.add({ ...giveBack(), shown: { ...giveBack().shown, against: sold.id } });
  await queue.sendAll();
  expect(queue.find(back.id)).toMatchObject({ state: "waiting", tries: 0 });
  await queue.settle(sold.id, "lin", "keyed in by hand");
  await queue.sendAll();
  expect(queue.find(back.id)?.state).toBe("done");
});

test("a return noted against a refused sale follows it to the number under which it is written anew", async () => {
  const shop = server();
  const queue = till(shop);
  const sold = await queue.add(sale(1));
  shop.next.push({ status: 409, document: { code: "in-the-future", next: "fix_new_id" } });
  await queue.sendAll();
  const against = (id: string) => ({
    ...giveBack(),
    path: `/v1/orders/${encodeURIComponent(`ext:${id}`)}/returns`,
    shown: { ...giveBack().shown, against: id },
  });
  const back = await queue.add(against(sold.id));
  const other = await queue.add(against("X-1"));
  const anew = await queue.renew(sold.id, "lin");
  await queue.sendAll();
  const sent = shop.seen.map(({ path }) => decodeURIComponent(path));
  const of = (id: string | undefined) => `/v1/orders/ext:${id}/returns`;
  expect(sent.filter((path) => path.endsWith("/returns"))).toEqual([of("X-1"), of(anew?.id)]);
  expect(sent.indexOf("/v1/orders", 1)).toBeLessThan(sent.indexOf(of(anew?.id)));
  expect(queue.find(back.id)).toMatchObject({ state: "done", shown: { against: anew?.id } });
  expect(queue.find(other.id)?.shown.against).toBe("X-1");
});

test("one part of the server that is closed does not keep the rest from going up", async () => {
  const shop = server();
  const send = shop.send.bind(shop);
  const closed = { status: 503, document: { code: "vault-closed", next: "retry_same_id" } };
  shop.send = (path, body, hand) => (path.startsWith("/v1/members") ? Promise.resolve(closed) : send(path, body, hand));
  const kept = keeper();
  const queue = till(shop, kept);
  const { member: _, ...body } = sale(1).body;
  const enrolment = await queue.add({ ...sale(0), kind: "enrol", path: "/v1/members" });
  const theirs = await queue.add(sale(1, { body, member: { enrolled: enrolment.id } }));
  const typed = await queue.add(sale(2, { body, member: { find: "13800138000" } }));
  const other = await queue.add(sale(3));
  for (let round = 0; round < 6; round += 1) await queue.sendAll();
  expect(queue.find(other.id)?.state).toBe("done");
  shop.send = send;
  const open = till(shop, kept);
  await open.sendAll();
  expect([enrolment, theirs, typed].map(({ id }) => open.find(id)?.state)).toEqual(["done", "done", "done"]);
});
