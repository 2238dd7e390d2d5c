// What a member does on the phone, against the real executable with the demo shop.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkAccess, checkFit } from "./axe.js";
import { openPage } from "./browser.js";
import { checkTranslated } from "./translated.js";

const PHONE = "139 0000 7788";
const KNOWN = "13900007799";
const ANOTHER = "13700007755";
const ROOMS = ["", "history", "rules", "me", "me/profile", "me/phone", "me/kept", "me/erase"];

export const member = {
  "joins on the phone": async ({ page, shop }) => {
    await page.goto(`${shop.address}/m/`);
    await page.getByRole("heading", { name: "常来，便是常客" }).waitFor();
    await checkAccess(page, "join");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByText("请填手机号。").waitFor();
    await page.getByLabel("手机号").fill("12");
    await page.getByRole("button", { name: "获取验证码" }).click();
    await page.locator(".at-fault").waitFor();
    await enter(page, shop, PHONE);
    await page.getByRole("heading", { name: "第一次来？欢迎" }).waitFor();
    await checkAccess(page, "welcome");
    await page.getByRole("button", { name: "看看隐私说明" }).click();
    await page.getByText("不保存：验证码").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await page.getByLabel("怎么称呼您（选填）").fill("王小二");
    await page.getByRole("button", { name: "同意并入会" }).click();
    await page.locator(".card .square").waitFor();
    await page.locator(".card-number", { hasText: /8\d{3} \d{4} \d{4}/ }).waitFor();
    await checkAccess(page, "card of somebody new");
  },
  "shows a code that renews itself": async ({ page }) => {
    await page.getByRole("button", { name: /出示会员码/ }).click();
    const digits = page.locator(".whole-code .digits");
    const first = await digits.textContent();
    assert.match(first.replace(/\D/g, ""), /^\d{22}$/);
    await checkAccess(page, "code");
    // The server gives each for half a minute by its own clock.
    await digits.filter({ hasNotText: first }).waitFor({ timeout: 45_000 });
    await page.getByRole("button", { name: "关闭" }).click();
  },
  "buys something, and looks up why it gave what it gave": async ({ page, shop }) => {
    await pay(page, shop);
    await page.goto(`${shop.address}/m/`);
    await page.locator(".holding-figure", { hasText: "128" }).waitFor();
    await page.getByText(/还差 .*升级黄金/).waitFor();
    await checkAccess(page, "card");
    await page.getByRole("link", { name: "明细" }).click();
    await page.getByRole("button", { name: /消费 ¥128.00/ }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByText("这样算出来的").waitFor();
    await sheet.locator(".reason", { hasText: "消费积分" }).filter({ hasText: "+128" }).waitFor();
    await sheet.locator(".reason", { hasText: "计 ¥128" }).first().waitFor();
    await sheet.locator(".others .reason").first().waitFor();
    await checkAccess(page, "why");
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
  },
  "reads the rules in plain words": async ({ page }) => {
    await page.getByRole("link", { name: "规则" }).click();
    await page.getByRole("heading", { name: "怎么获得" }).waitFor();
    await page.getByText(/每消费 1 元得 1 积分/).waitFor();
    await checkAccess(page, "rules");
  },
  "changes the profile": async ({ page }) => {
    await page.getByRole("link", { name: "我的" }).click();
    await page.getByRole("link", { name: "修改资料" }).click();
    await page.getByLabel("邮箱").fill("nobody");
    await page.getByRole("button", { name: "保存" }).click();
    await page.locator(".at-fault").waitFor();
    await page.getByLabel("邮箱").fill("wang@example.com");
    await page.getByLabel("生日").fill("1991-08-15");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("w***@example.com").waitFor();
    await checkAccess(page, "me");
  },
  "takes along all that is kept": async ({ page }) => {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: /导出我的数据/ }).click();
    const kept = readFileSync(await (await saving).path(), "utf8");
    assert.ok(kept.includes("+8613900007788") && kept.includes("wang@example.com"), kept.slice(0, 400));
  },
  "moves to another phone": async ({ page, shop }) => {
    await page.getByRole("link", { name: "换手机号" }).click();
    await page.getByLabel("新手机号").fill(ANOTHER);
    await page.getByRole("button", { name: "换成这个号码" }).click();
    await page.getByText("请填短信里的验证码。").waitFor();
    await page.getByRole("button", { name: /获取/ }).click();
    await page.getByText("验证码已发出").waitFor();
    await page.getByLabel("验证码").fill(await codeSentTo(shop, ANOTHER));
    await page.getByRole("button", { name: "换成这个号码" }).click();
    await page.getByText("137****7755").waitFor();
    assert.equal((await ask(shop, "POST", "/v1/members/find", { text: ANOTHER })).id, await whoAmI(page));
  },
  "finds every room fitting, in both languages, and with large text": async ({ page, browser, shop }) => {
    const state = await page.context().storageState();
    for (const [lang, mode, width, text] of [
      ["zh", "light", 375, "100%"],
      ["en", "dark", 375, "100%"],
      ["en", "light", 375, "200%"],
      ["zh", "dark", 768, "100%"],
      ["en", "light", 1280, "100%"],
    ]) {
      const opened = await openPage(browser, { lang, mode, width, height: 812 });
      await opened.context.addCookies(state.cookies);
      for (const room of ROOMS) {
        await opened.page.goto(`${shop.address}/m/${room}`);
        await opened.page.locator("h1").waitFor();
        await opened.page.waitForLoadState("networkidle");
        await opened.page.evaluate((size) => {
          document.documentElement.style.fontSize = size;
        }, text);
        const where = `m/${room} ${lang} ${mode} ${width} ${text}`;
        await checkFit(opened.page, where);
        await checkAccess(opened.page, where);
        if (lang === "en") await checkTranslated(opened.page, where);
      }
      await opened.context.close();
    }
  },
  "opens without a network, and keeps nothing personal": async ({ page, shop }) => {
    await page.goto(`${shop.address}/m/`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    assert.ok(kept.length > 3 && kept.every((path) => path.startsWith("/m/")), kept.join(" "));
    await page.context().setOffline(true);
    await page.reload();
    // Some versions of Chromium say after such a reload that there is a network: then it is the server that does not answer.
    await page.getByText(/^(没有网络|店里的服务器没有回应)$/).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "再试一次" }).click();
    await page.locator(".card .square").waitFor();
  },
  "signs out, and another signs in without joining": async ({ page, shop }) => {
    await page.getByRole("link", { name: "我的" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "常来，便是常客" }).waitFor();
    const body = { event_id: "known-joins", phone: KNOWN, name: "李四", occurred_at: new Date().toISOString() };
    await ask(shop, "POST", "/v1/members", body);
    await enter(page, shop, KNOWN);
    await page.getByRole("link", { name: "我的" }).click();
    await page.locator(".person-name", { hasText: "李" }).waitFor();
  },
  "erases herself": async ({ page, shop }) => {
    const herself = await whoAmI(page);
    await page.getByRole("link", { name: /注销会员/ }).click();
    await page.getByRole("button", { name: "我明白，继续" }).click();
    const last = page.getByRole("button", { name: "永久注销" });
    assert.ok(await last.isDisabled());
    await page.getByLabel("请输入“注销”确认").fill("注销");
    await last.click();
    await page.getByRole("heading", { name: "已注销" }).waitFor();
    await checkAccess(page, "farewell");
    await page.getByRole("button", { name: "回到首页" }).click();
    await page.getByRole("heading", { name: "常来，便是常客" }).waitFor();
    const erased = await ask(shop, "GET", `/v1/members/${herself}`);
    assert.equal(erased.status, "erased");
    assert.ok(!JSON.stringify(erased).includes("李"), JSON.stringify(erased));
  },
};

/** Phone and code, which the shop shows where no phone rings. */
async function enter(page, shop, phone) {
  await page.getByLabel("手机号").fill(phone);
  await page.getByRole("button", { name: /获取/ }).click();
  await page.getByText("验证码已发出").waitFor();
  await page.getByLabel("验证码").fill(await codeSentTo(shop, phone));
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** The code in the last message to a phone. */
async function codeSentTo(shop, phone) {
  const { data } = await ask(shop, "GET", "/v1/messages");
  const sent = data.find(({ to }) => to.endsWith(phone.replaceAll(" ", "")));
  return sent.text.match(/\d{6}/)[0];
}

/** The id of who is signed in on the page. */
function whoAmI(page) {
  return page.evaluate(async () => {
    const answer = await fetch("/v1/session", { headers: { "tessera-as": "member" } });
    return (await answer.json()).id;
  });
}

/** The till sells something to who is signed in on the page. */
async function pay(page, shop) {
  await ask(shop, "POST", "/v1/orders", {
    event_id: "member-buys",
    member: await whoAmI(page),
    occurred_at: new Date().toISOString(),
    store: "sh-xuhui",
    total: { amount: 12_800, currency: "CNY" },
  });
}

/** Asks as the shop's operator. */
async function ask(shop, method, path, body) {
  const answer = await fetch(shop.address + path, {
    method,
    headers: { authorization: `Bearer ${shop.keys.all}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const said = await answer.json();
  assert.ok(answer.ok, JSON.stringify(said));
  return said;
}
