import { expect, test, vi } from "vitest";
import type { Hand } from "./slip.ts";
import { giveBack, keeper, LIN, sale, server, till, ZHOU } from "./testing.ts";

const WANG: Hand = { id: "stf_wang", name: "王小秋" };

test("a sale goes up whoever is signed in, and says who made it and who sent it", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  shop.leave();
  const { id } = await queue.add(sale(1));
  await queue.sendAll();
  shop.comeBack();
  hand = ZHOU;
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", by: LIN, sent: ZHOU });
  await queue.acknowledge([id]);
  expect(queue.find(id)?.sent).toEqual({ ...ZHOU, told: true });
});

test("a return goes up under another name only once that person has taken it over", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(giveBack());
  hand = ZHOU;
  const own = await queue.add(sale(1));
  await queue.sendAll();
  expect(shop.seen.map(({ body }) => body.event_id)).toEqual([own.id]);
  expect(queue.find(id)?.state).toBe("waiting");
  await queue.takeOver(id);
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", by: LIN, sent: ZHOU });
});

test("a return goes up by itself once its maker is signed in again", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(giveBack());
  hand = ZHOU;
  await queue.sendAll();
  hand = LIN;
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("done");
  expect(queue.find(id)?.sent).toBeUndefined();
});

test("a return that its maker may not make, and hands over, goes up under the other name by itself", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(giveBack());
  shop.next.push({ status: 403, document: { code: "forbidden", next: "stop" } });
  await queue.sendAll();
  await queue.retry(id, true);
  hand = ZHOU;
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", sent: ZHOU });
});

test("what somebody took over and could not send is theirs alone", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(giveBack());
  hand = ZHOU;
  shop.leave();
  await queue.takeOver(id);
  await queue.sendAll();
  shop.comeBack();
  hand = WANG;
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("waiting");
  expect(shop.counted.size).toBe(0);
  hand = ZHOU;
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", sent: ZHOU });
});

test("a refused return that its maker sends again stays its maker's", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(giveBack());
  shop.next.push({ status: 403, document: { code: "missing-scope", next: "stop" } });
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("refused");
  await queue.retry(id);
  hand = ZHOU;
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("waiting");
  expect(shop.counted.size).toBe(0);
});

test("another's sales wait where who is signed in may not send them, and go up under who may", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const first = await queue.add(sale(1));
  const second = await queue.add(sale(2));
  hand = WANG;
  const no = { status: 403, document: { code: "missing-scope", next: "stop" } };
  shop.next.push(no, no);
  await queue.sendAll();
  await queue.sendAll();
  // Each was tried once: asking again would change nothing.
  expect(shop.seen).toHaveLength(2);
  expect(queue.list().map(({ state, barred }) => [state, barred])).toEqual([
    ["waiting", WANG.id],
    ["waiting", WANG.id],
  ]);
  shop.next.push(no);
  await queue.sendNow();
  expect(shop.seen).toHaveLength(4);
  hand = ZHOU;
  await queue.sendAll();
  expect([first, second].map(({ id }) => queue.find(id)?.state)).toEqual(["done", "done"]);
});

test("one's own sale without the right is to be settled", async () => {
  const shop = server();
  const queue = till(shop);
  const { id } = await queue.add(sale(1));
  shop.next.push({ status: 403, document: { code: "missing-scope", next: "stop" } });
  await queue.sendAll();
  expect(queue.find(id)?.state).toBe("refused");
});

test("who has signed in in another window is asked for once the server says so, and nothing was booked before", async () => {
  const shop = server();
  let hand = LIN;
  // The cookie names another already; this window hears of it as it asks.
  shop.signedIn = ZHOU;
  const confirm = vi.fn(() => {
    hand = ZHOU;
    return Promise.resolve(true);
  });
  const queue = till(shop, keeper(), () => hand, confirm);
  const back = await queue.add(giveBack());
  const sold = await queue.add(sale(1));
  await queue.sendAll();
  expect(queue.find(sold.id)).toMatchObject({ state: "done", by: LIN, sent: ZHOU });
  expect(queue.find(back.id)).toMatchObject({ state: "waiting", tries: 0 });
  expect(shop.seen.map(({ body }) => body.event_id)).toEqual([sold.id]);
  expect(confirm).toHaveBeenCalledTimes(1);
  // It was answered before anything was booked: who finds it wrong may drop it.
  expect(queue.find(back.id)?.went).toBeUndefined();
  await queue.settle(back.id, "周", "noted by mistake");
  expect(queue.find(back.id)?.state).toBe("settled");
});

test("nothing is asked while who is at the till is who is signed in", async () => {
  const shop = server();
  shop.signedIn = LIN;
  const confirm = vi.fn(() => Promise.resolve(true));
  const queue = till(shop, keeper(), () => LIN, confirm);
  await queue.add(sale(1));
  await queue.add(giveBack());
  await queue.sendAll();
  expect(shop.counted.size).toBe(2);
  expect(confirm).not.toHaveBeenCalled();
});

test("nothing goes up while the server does not say who is signed in, or says another each time", async () => {
  for (const isSaid of [false, true]) {
    const shop = server();
    shop.signedIn = ZHOU;
    const confirm = vi.fn(() => Promise.resolve(isSaid));
    const queue = till(shop, keeper(), () => LIN, confirm);
    await queue.add(sale(1));
    await queue.add(giveBack());
    await queue.sendAll();
    expect(shop.counted.size).toBe(0);
    expect(confirm.mock.calls.length).toBeLessThan(5);
    expect(queue.list().map(({ state, tries }) => [state, tries])).toEqual([
      ["waiting", 0],
      ["waiting", 0],
    ]);
  }
});

test("a member is asked for under the same name", async () => {
  const shop = server();
  let hand = LIN;
  shop.signedIn = ZHOU;
  const confirm = () => {
    hand = ZHOU;
    return Promise.resolve(true);
  };
  const queue = till(shop, keeper(), () => hand, confirm);
  const { id } = await queue.add(sale(1, { member: { find: "13912345678" } }));
  await queue.sendAll();
  expect(queue.find(id)).toMatchObject({ state: "done", by: LIN, sent: ZHOU });
});

test("another's return that never went up may be dropped with a note, one that may be booked not", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const lost = await queue.add(giveBack());
  const wrong = await queue.add(giveBack());
  // The first is sent, and its answer does not come.
  shop.leave();
  await queue.sendAll();
  hand = ZHOU;
  for (const { id } of [lost, wrong]) await queue.settle(id, "周", "noted by mistake");
  expect([lost, wrong].map(({ id }) => queue.find(id)?.state)).toEqual(["waiting", "settled"]);
});

test("one whose page went while it was sent may be booked, and is not dropped", async () => {
  const shop = server();
  const kept = keeper();
  const never = { ...shop, send: () => new Promise<never>(() => {}) };
  const before = till(never, kept);
  const { id } = await before.add(giveBack());
  void before.sendAll();
  await vi.waitFor(() => expect(before.find(id)?.went).toBe(true));
  const queue = till(shop, kept, () => ZHOU);
  await queue.sendAll();
  await queue.settle(id, "周", "noted by mistake");
  expect(queue.find(id)?.state).toBe("waiting");
});

test("a sale that is sent anew names who does so on its receipt", async () => {
  const shop = server();
  let hand = LIN;
  const queue = till(shop, keeper(), () => hand);
  const { id } = await queue.add(sale(1, { shown: { ...sale(1).shown, cashier: LIN.name } }));
  shop.next.push({ status: 409, document: { code: "in-the-future", next: "fix_new_id" } });
  await queue.sendAll();
  hand = ZHOU;
  expect(await queue.renew(id, ZHOU.name)).toMatchObject({ by: ZHOU, shown: { cashier: ZHOU.name } });
});
