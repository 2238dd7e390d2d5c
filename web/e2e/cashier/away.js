// The server goes away and comes back, and answers are lost on the way: nothing is lost, and nothing counts twice.
import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { PHONE, points, stamped, toPay, type } from "./pieces.js";

/** What the head says of slips that are not booked. */
const chip = (page, text) => page.locator(".chip", { hasText: text });

export const away = {
  "asks again when an answer to points is lost, and counts them once": async ({ page, shop }) => {
    const phone = "13900139000";
    const now = new Date().toISOString();
    const { id: member } = await shop.ask("POST", "/v1/members", { event_id: `e2e-${now}-1`, phone, occurred_at: now });
    const total = { amount: 30_000, currency: "CNY" };
    await shop.ask("POST", "/v1/orders", { event_id: `e2e-${now}-2`, member, occurred_at: now, total });
    const before = await shop.member(phone);
    await type(page, phone, "Enter");
    await page.locator(".member-wallets dd").first().waitFor();
    await type(page, "60");
    await page.keyboard.press("F4");
    await page.getByLabel("验证码").waitFor();
    await type(page, await shop.code(), "Enter");
    await page.locator(".stepper").waitFor();
    await page.keyboard.press("F4");
    await type(page, "100");
    await toPay(page, "¥59.00");
    // The server books it; the line breaks before the till hears of it.
    await page.route("**/v1/orders", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press("F9");
    await page.getByText("没有收到服务器的回答").waitFor();
    await checkAccess(page, "till unsure");
    await page.unroute("**/v1/orders");
    // It asks by itself as soon as there is a line again.
    await stamped(page, "收讫");
    const after = await shop.member(phone);
    assert.equal(after.orders, before.orders + 1);
    assert.equal(points(after), points(before) - 100 + 59);
    await page.keyboard.press("Enter");
  },
  "goes on while the server is away, through a new start, and counts each sale once": async ({ page, shop }) => {
    const before = await shop.member(PHONE);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await shop.leave();
    await page.locator(".till-away").waitFor({ timeout: 20_000 });
    await type(page, PHONE, "Enter");
    await page.getByText("先记下号码").waitFor();
    await page.getByText("连不上服务器，不能用积分").waitFor();
    await type(page, "88", "Enter", "Enter");
    await stamped(page, "待上传");
    await checkAccess(page, "till away");
    await chip(page, "待上传 1").waitFor();
    // The till starts without the server, and still knows.
    await page.reload();
    await page.locator(".till-away").waitFor();
    await chip(page, "待上传 1").waitFor();
    await type(page, PHONE, "Enter");
    await page.getByText("先记下号码").waitFor();
    await type(page, "12.34", "Enter", "Enter");
    await stamped(page, "待上传");
    await page.keyboard.press("Enter");
    // Nobody has this number: a person will have to look.
    await type(page, "13700137000", "Enter");
    await type(page, "5", "Enter", "Enter");
    await stamped(page, "待上传");
    await page.keyboard.press("F8");
    await checkAccess(page, "till waiting");
    await shop.comeBack();
    await chip(page, "要处理 1").waitFor({ timeout: 30_000 });
    const after = await shop.member(PHONE);
    assert.equal(after.orders, before.orders + 2);
    assert.equal(after.spend.amount, before.spend.amount + 8800 + 1234);
  },
  "shows what was refused until a person has settled it": async ({ page, shop }) => {
    await page.reload();
    await chip(page, "要处理 1").waitFor();
    await page.keyboard.press("F8");
    await page.getByText("没有找到会员").waitFor();
    await page.getByRole("button", { name: "登记此人再送" }).click();
    await page.getByText("都已入账").waitFor();
    const enrolled = await shop.member("13700137000");
    assert.equal(enrolled.orders, 1);
    assert.equal(enrolled.spend.amount, 500);
    const kept = await page.evaluate(allKept);
    for (const phone of [PHONE, "13700137000"]) assert.ok(!kept.includes(phone), `${phone} stays on the till`);
    await page.keyboard.press("Escape");
  },
};

/** Everything that the till keeps in this browser, as one text. */
async function allKept() {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("tessera-till");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const slips = await new Promise((resolve) => {
    const request = database.transaction("slips").objectStore("slips").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  return JSON.stringify([slips, { ...localStorage }]);
}
