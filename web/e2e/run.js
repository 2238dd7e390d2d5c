// The tasks of an operator, in a browser, against the real executable with the demo shop.
import assert from "node:assert/strict";
import { checkAccess, checkFit, found } from "./axe.js";
import { launch, openPage } from "./browser.js";
import { executable, openShop } from "./shop.js";
import { runTill } from "./till.js";
import { checkTranslated } from "./translated.js";

const TASKS = {
  "signs in, and not with a wrong key": async ({ page, shop }) => {
    await page.goto(`${shop.address}/console/`);
    await page.getByRole("button", { name: "用 API 密钥登录" }).click();
    await page.getByLabel("API 密钥").fill("lk_live_wrong");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByText("服务器不认识这个密钥").waitFor();
    await checkAccess(page, "sign-in");
    await page.getByLabel("API 密钥").fill(shop.keys.all);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByRole("heading", { name: "今日" }).waitFor();
    await page.getByText("会员持有积分").waitFor();
    await checkAccess(page, "today");
  },
  "finds a member, not one that is not there": async ({ page }) => {
    await page.getByRole("link", { name: "会员", exact: true }).click();
    const search = page.getByRole("searchbox");
    await search.fill("M999999");
    await search.press("Enter");
    await page.getByText("没有会员“M999999”").waitFor();
    await checkAccess(page, "members");
    await search.fill("M000021");
    await search.press("Enter");
    await page.getByRole("heading", { name: /M000021/ }).waitFor();
  },
  "sees why": async ({ page }) => {
    const order = page.locator(".event", { hasText: "订单" }).first();
    await order.getByRole("button", { name: "为什么" }).click();
    await order.getByText("生效的规则", { exact: true }).waitFor();
    await order.getByText("消费积分").waitFor();
    // The newest balance is the one on the sheet of the wallet.
    const balance = await page
      .locator(".event-entries li", { hasText: "积分" })
      .first()
      .locator(".event-balance")
      .innerText();
    const available = await page.locator(".wallet-figure").first().innerText();
    assert.equal(available.split(/\s/)[0], balance);
    await page
      .getByRole("button", { name: /批次与到期/ })
      .first()
      .click();
    await page.getByText("最后可用日").waitFor();
    await checkAccess(page, "member");
  },
  "drafts a rule, and is told what is wrong with it": async ({ page }) => {
    await page.getByRole("link", { name: "会员计划", exact: true }).click();
    await page.getByText("每消费 1 元得 1 积分", { exact: true }).waitFor();
    await checkAccess(page, "program");
    await page.getByRole("button", { name: "以此为草稿" }).click();
    await page.getByText("和现行计划说的一样").waitFor();
    await page.getByText("原文（TOML）").click();
    await replace(page, 'multiply = "1.2"', 'multiply = "-3"');
    await page.getByText(/处错误，还不能发布/).waitFor();
    assert.ok(await page.getByRole("button", { name: "发布…" }).isDisabled());
    await checkAccess(page, "draft");
    await replace(page, 'multiply = "-3"', 'multiply = "1.25"');
    // The worked examples no longer come out: the check says so where they stand.
    await page.getByText(/不符/).first().waitFor();
    const document = await page.evaluate(() => localStorage.getItem("tessera.program-draft"));
    const from = document.indexOf("[[examples]]");
    await page.evaluate((text) => localStorage.setItem("tessera.program-draft", text), document.slice(0, from));
    await page.reload();
    await page.getByText("按金额得的积分乘以 1.25").first().waitFor();
    await page.locator("del", { hasText: "乘以 1.2" }).waitFor();
  },
  "tries an order": async ({ page }) => {
    await page.getByRole("link", { name: "试算", exact: true }).click();
    await page.getByLabel("会员号").fill("M000021");
    await page.getByLabel("金额").fill("128.50");
    await page.getByRole("button", { name: "试算" }).click();
    await page.getByText("一步一步").waitFor();
    await page
      .getByText(/计 ¥128.5，/)
      .first()
      .waitFor();
    await checkAccess(page, "try");
  },
  "backtests the draft": async ({ page }) => {
    await page.getByRole("link", { name: "回测", exact: true }).click();
    await page.getByRole("button", { name: "开始回测" }).click();
    await page.getByText("谁多得，谁少得").waitFor({ timeout: 60_000 });
    await page.locator(".chart svg").waitFor();
    await checkAccess(page, "backtest");
  },
  "publishes it": async ({ page }) => {
    await page.getByRole("link", { name: "草稿", exact: true }).click();
    await page.getByRole("button", { name: "发布…" }).click();
    await page.getByRole("button", { name: "明天零点" }).click();
    await page.getByLabel("备注").fill("黄金会员多得一点");
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await page.getByRole("heading", { name: /第 2 版/ }).waitFor();
    await page.getByText("黄金会员多得一点").waitFor();
    await page.getByRole("button", { name: "与第 1 版的差别" }).click();
    await page.locator("ins", { hasText: "1.25" }).first().waitFor();
    await checkAccess(page, "versions");
  },
  "sees that the books are even": async ({ page }) => {
    await page.getByRole("link", { name: "账本", exact: true }).click();
    await page.getByText("平", { exact: true }).first().waitFor();
    await checkAccess(page, "ledger");
  },
  "is told what a key may not do": async ({ browser, shop }) => {
    const { context, page } = await openPage(browser, { key: shop.keys.till, lang: "en" });
    await page.goto(`${shop.address}/console/ledger`);
    await page.getByText("Not allowed").waitFor();
    await context.close();
  },
  "finds every room fitting on a phone and on a wall, in both languages": async ({ browser, shop }) => {
    for (const [lang, mode, width] of [
      ["zh", "light", 375],
      ["en", "dark", 375],
      ["en", "light", 768],
      ["zh", "dark", 1920],
    ]) {
      const { context, page } = await openPage(browser, { key: shop.keys.all, lang, mode, width });
      for (const room of [
        "",
        "members",
        "members/ext:M000021",
        "program",
        "program/draft",
        "program/try",
        "program/backtest",
        "program/versions",
        "ledger",
        "import",
        "settings",
      ]) {
        await page.goto(`${shop.address}/console/${room}`);
        await page.locator("h1").waitFor();
        await page.waitForLoadState("networkidle");
        await checkFit(page, `${room} ${lang} ${width}`);
        await checkAccess(page, `${room} ${lang} ${mode} ${width}`);
        if (lang === "en") await checkTranslated(page, room);
      }
      await context.close();
    }
  },
};

/** Replaces a piece of the draft as if somebody had pasted the whole. */
async function replace(page, was, is) {
  const text = await page.evaluate(() => localStorage.getItem("tessera.program-draft"));
  assert.ok(text.includes(was), was);
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text.replace(was, is));
}

const bin = executable();
if (!bin) {
  console.log("not run: there is no executable; cargo build, or name one by TESSERA_BIN");
  process.exit(0);
}
const browser = await launch();
if (!browser) {
  console.log("not run: there is no Chromium (Debian: apt install chromium), or name one by CHROMIUM");
  process.exit(0);
}
const shop = await openShop(bin);
let failed = 0;
try {
  const probe = await fetch(`${shop.address}/console/`);
  if (probe.status === 503) {
    console.log("not run: the executable holds no pages");
  } else {
    const { context, page } = await openPage(browser, { lang: "zh" });
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    for (const [name, task] of Object.entries(TASKS)) {
      const start = Date.now();
      try {
        await task({ page, browser, shop });
        assert.deepEqual(errors.splice(0), [], "errors in the page");
        console.log(`ok      ${name} (${Date.now() - start} ms)`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED  ${name}: ${error.stack ?? error}`);
        if (process.env.E2E_PICTURE) await page.screenshot({ path: process.env.E2E_PICTURE, fullPage: true });
        // What follows stands on this.
        break;
      }
    }
    await context.close();
    for (const what of found) console.log(`FAILED  ${what}`);
    failed += found.splice(0).length;
    failed += await runTill(browser, shop);
  }
} finally {
  await browser.close();
  await shop.close();
}
process.exit(failed === 0 ? 0 : 1);
