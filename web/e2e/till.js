// The tasks of a cashier, by the keyboard alone, against the real executable: also while it is away.
import assert from "node:assert/strict";
import { checkAccess, checkFit, found } from "./axe.js";
import { openPage } from "./browser.js";
import { checkTranslated } from "./translated.js";

const PASSWORD = "four quiet tea houses";
const PHONE = "13800138000";
const STORE = "sh-xuhui";

const TASKS = {
  "signs in at the till": async ({ page, shop }) => {
    await page.goto(`${shop.address}/till/`);
    await page.getByLabel("用户名").fill("wang");
    await page.getByLabel("密码").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByLabel("扫会员码，或输手机号、卡号").waitFor();
    await page.getByText("徐汇店").waitFor();
    await page.getByText("在线", { exact: true }).waitFor();
    await checkAccess(page, "till");
  },
  "enrols somebody in under ten seconds": async ({ page, shop }) => {
    const start = Date.now();
    await type(page, PHONE, "Enter");
    await page.getByText("还不是会员").waitFor();
    await checkAccess(page, "till enrol");
    await type(page, "张三", "Enter");
    await page.getByText("刚刚登记").waitFor();
    assert.ok(Date.now() - start < 10_000, "more than ten seconds");
    await page.locator(".member-wallets dd").first().waitFor();
    assert.equal((await shop.ask("POST", "/v1/members/find", { text: PHONE })).by, "phone");
  },
  "quotes as the amount is typed, and earns": async ({ page }) => {
    await type(page, "328.50");
    await gains(page, "+328");
    await type(page, "", "Enter", "Enter");
    await stamped(page, "收讫");
    const receipt = page.locator(".paper");
    await receipt.getByText("实收").waitFor();
    await receipt
      .getByText(/计 ¥328.5，精确值 328.5，向下取整，得 328/)
      .first()
      .waitFor();
    await checkAccess(page, "till receipt");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".till-head").isVisible(), false, "the head is on paper");
    assert.equal(await receipt.isVisible(), true, "no receipt on paper");
    await page.emulateMedia({ media: "screen" });
  },
  "spends points only with a code, as many as the member likes": async ({ page, shop }) => {
    // What is typed after a payment is the next member already.
    await type(page, PHONE, "Enter");
    await page.locator(".member-wallets dd").first().waitFor();
    await type(page, "100");
    await gains(page, "+100");
    await page.getByText("用积分要本人在场").waitFor();
    await page.keyboard.press("F4");
    await page.getByLabel("验证码").waitFor();
    await type(page, await shop.code(), "Enter");
    await page.getByRole("button", { name: "最多 328" }).waitFor();
    await checkAccess(page, "till points");
    await page.keyboard.press("F4");
    await type(page, "50");
    await page.getByText("未达到起兑数量，100 起兑").waitFor();
    await page.keyboard.press("ArrowUp");
    await toPay(page, "¥98.50");
    await page.keyboard.press("F4");
    await toPay(page, "¥96.72");
    await type(page, "200");
    await toPay(page, "¥98.00");
    await type(page, "", "Enter", "Enter");
    await stamped(page, "收讫");
    await page.locator(".paper").getByText("200 积分抵").waitFor();
  },
  "takes goods back against the receipt": async ({ page }) => {
    await page.keyboard.press("R");
    await page.getByText("这一单只有总额，按金额退。").waitFor();
    await type(page, "50");
    await checkAccess(page, "till return");
    await page.keyboard.press("F9");
    await stamped(page, "退讫");
    // Half of the goods: half of the points come back as points, the rest as money.
    const said = await page.locator(".done-said:visible").innerText();
    assert.match(said, /退给顾客\s*¥49\.00/);
    assert.match(said, /收回\s*−49\s*积分/);
    assert.match(said, /退还\s*\+100\s*积分/);
    await type(page, "", "Enter");
  },
  "sells line by line, and takes back a line whose receipt is scanned": async ({ page }) => {
    await page.keyboard.press("Escape");
    await type(page, PHONE, "Enter");
    await page.locator(".member-wallets dd").first().waitFor();
    await page.keyboard.press("F3");
    await type(page, "TEA-1003", "Enter");
    await type(page, "2", "Enter");
    await type(page, "45", "Enter");
    // A scanner is heard anywhere: an article is a line.
    await scan(page, "6901234567892");
    await type(page, "129.9", "Enter", "Enter");
    await toPay(page, "¥219.90");
    await page.keyboard.press("F9");
    await stamped(page, "收讫");
    const number = await page.locator(".paper-facts dd").first().innerText();
    await page.keyboard.press("Enter");
    await scan(page, number);
    await page.getByLabel("退几件: TEA-1003").waitFor();
    await type(page, "1");
    await page.keyboard.press("F9");
    await stamped(page, "退讫");
    assert.match(await page.locator(".done-said:visible").innerText(), /退给顾客\s*¥45\.00/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("F7");
    await page.locator(".slips").getByText("退货").first().waitFor();
    await checkAccess(page, "till day");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F3");
  },
  "asks again when an answer to points is lost, and counts them once": async ({ page, shop }) => {
    const phone = "13900139000";
    const now = new Date().toISOString();
    const { id: member } = await shop.ask("POST", "/v1/members", { event_id: "e2e-1", phone, occurred_at: now });
    const total = { amount: 30_000, currency: "CNY" };
    await shop.ask("POST", "/v1/orders", { event_id: "e2e-2", member, occurred_at: now, total });
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
    await page.getByText("服务器不在，不能用积分").waitFor();
    await type(page, "88", "Enter", "Enter");
    await stamped(page, "待上传");
    await checkAccess(page, "till away");
    await page.getByRole("button", { name: "待上传 1", exact: true }).waitFor();
    // The till starts without the server, and still knows.
    await page.reload();
    await page.locator(".till-away").waitFor();
    await page.getByRole("button", { name: "待上传 1", exact: true }).waitFor();
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
    await page.getByRole("button", { name: "要处理 1" }).waitFor({ timeout: 30_000 });
    const after = await shop.member(PHONE);
    assert.equal(after.orders, before.orders + 2);
    assert.equal(after.spend.amount, before.spend.amount + 8800 + 1234);
  },
  "shows what was refused until a person has settled it": async ({ page, shop }) => {
    await page.reload();
    await page.getByRole("button", { name: "要处理 1" }).waitFor();
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
  "fits counters and tablets, in both languages, light and dark": async ({ browser, shop }) => {
    for (const [lang, mode, width] of [
      ["zh", "dark", 1280],
      ["en", "light", 1024],
      ["en", "dark", 768],
      ["zh", "light", 768],
    ]) {
      const { context, page } = await openPage(browser, { key: shop.keys.all, lang, mode, width });
      await page.goto(`${shop.address}/till/`);
      await page.locator("[data-home]").waitFor();
      const look = async (where) => {
        await page.waitForTimeout(150);
        await checkFit(page, `till ${where} ${lang} ${width}`);
        await checkAccess(page, `till ${where} ${lang} ${mode} ${width}`);
        if (lang === "en") await checkTranslated(page, `till ${where}`);
      };
      await look("start");
      await type(page, "M000021", "Enter");
      await page.locator(".member-wallets dd").first().waitFor();
      await type(page, "1234567.89");
      await gains(page, "+1,");
      await look("quote");
      await page.keyboard.press("F3");
      await look("lines");
      for (const key of ["F6", "F7", "F8", "F1"]) {
        await page.keyboard.press(key);
        await look(key);
      }
      await page.keyboard.press("Escape");
      await page.keyboard.press("F10");
      await look("settings");
      await context.close();
    }
  },
};

/** Types as a hand does, then presses keys one by one, as the page has taken in the last. */
async function type(page, text, ...keys) {
  await page.waitForTimeout(60);
  await page.keyboard.type(text, { delay: 50 });
  for (const key of keys) {
    await page.waitForTimeout(350);
    await page.keyboard.press(key);
  }
  await page.waitForTimeout(60);
}

/** Types as a scanner does. */
async function scan(page, text) {
  await page.waitForTimeout(200);
  await page.keyboard.type(text, { delay: 2 });
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
}

const stamped = (page, word) => page.locator(".stamp:visible", { hasText: word }).waitFor();
const gains = (page, text) => page.locator(".slip-gains", { hasText: text }).waitFor();
const toPay = (page, text) => page.locator("[data-to-pay]", { hasText: text }).waitFor();
const points = (member) => member.wallets.find(({ wallet }) => wallet === "points").available;

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

/** The shop with a store, a cashier in it, and ways to ask behind the till's back. */
async function prepare(shop) {
  const ask = async (method, path, body) => {
    const answer = await fetch(shop.address + path, {
      method,
      headers: { authorization: `Bearer ${shop.keys.all}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const said = answer.status === 204 ? {} : await answer.json();
    assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  await ask("PUT", `/v1/stores/${STORE}`, { name: "徐汇店", zone: "Asia/Shanghai", kind: "own", active: true });
  const staff = { name: "wang", display_name: "王小秋", role: "cashier", store: STORE };
  const { invitation } = await ask("POST", "/v1/staff", staff);
  await ask("POST", "/v1/invitations/accept", { token: invitation, password: PASSWORD });
  let last = "";
  return {
    ...shop,
    ask,
    member: async (phone) => {
      const { id } = await ask("POST", "/v1/members/find", { text: phone });
      return ask("GET", `/v1/members/${id}`);
    },
    /** The code of the last message that the shop sent. */
    code: async () => {
      for (let tries = 0; tries < 40; tries += 1) {
        const { data } = await ask("GET", "/v1/messages");
        const code = /\b\d{6}\b/.exec(data[0]?.text ?? "")?.[0];
        if (code && code !== last) {
          last = code;
          return code;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error("no code was sent");
    },
  };
}

/** Does the tasks of a cashier; says how many failed. */
export async function runTill(browser, opened) {
  const shop = await prepare(opened);
  const { context, page } = await openPage(browser, { lang: "zh", height: 800 });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const noted = found.length;
  let failed = 0;
  for (const [name, task] of Object.entries(TASKS)) {
    const start = Date.now();
    try {
      await task({ page, browser, shop });
      assert.deepEqual(errors.splice(0), [], "errors in the page");
      console.log(`ok      till: ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  till: ${name}: ${error.stack ?? error}`);
      if (process.env.E2E_PICTURE) await page.screenshot({ path: process.env.E2E_PICTURE, fullPage: true });
      // What follows stands on this.
      break;
    }
  }
  await context.close();
  for (const what of found.splice(noted)) {
    console.log(`FAILED  ${what}`);
    failed += 1;
  }
  return failed;
}
