import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { openPage } from "../browser.js";
import { dialogOk, enter, OWNER, SECOND, signIn } from "./pieces.js";

export const signingIn = {
  "follows the first link, and chooses a password": async ({ page, shop }) => {
    await page.goto(shop.ownerLink);
    await page.getByLabel("新密码").waitFor();
    assert.ok(!page.url().includes("inv_"), "the token does not stay in the address");
    await checkAccess(page, "welcome");
    OWNER.name = await page.locator(".gate .facts dd b").innerText();
    await page.getByLabel("新密码").fill("short");
    await page.getByLabel("再输一次").fill("short");
    await page.getByRole("button", { name: /开始使用/ }).click();
    await page.getByText("密码至少 10 个字符。").waitFor();
    await page.getByLabel("新密码").fill(OWNER.password);
    await page.getByLabel("再输一次").fill(OWNER.password);
    await page.getByRole("button", { name: /开始使用/ }).click();
    await page.getByRole("heading", { name: "今日" }).waitFor();
    await page.locator(".me").waitFor();
  },
  "signs out, and in again, and not with a wrong password": async ({ page }) => {
    await page.locator(".me").click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByLabel("用户名").waitFor();
    await checkAccess(page, "sign-in");
    await signIn(page, { ...OWNER, password: "not the password" });
    await page.locator(".gate-fault").waitFor();
    await signIn(page, OWNER);
    await page.getByRole("heading", { name: "今日" }).waitFor();
    await checkAccess(page, "today");
  },
  "has the figures counted now": async ({ page }) => {
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/v1/figures/renew"));
    await page.getByRole("button", { name: "重新统计" }).click();
    assert.equal((await answered).status(), 202);
    // Once they are counted, they can be again.
    await page.getByRole("button", { name: "重新统计" }).waitFor();
  },
  "adds a store and invites a second person": async ({ page, browser }) => {
    await enter(page, "设置");
    await page.getByRole("link", { name: "员工", exact: true }).click();
    await page.getByRole("button", { name: "邀请员工" }).click();
    await page.getByLabel("姓名").fill(SECOND.display);
    await page.getByLabel("用户名").fill(SECOND.name);
    await page.getByLabel("角色").click();
    await page.getByTitle("运营", { exact: true }).click();
    await dialogOk(page).click();
    const link = await page.locator(".invite-link").innerText();
    await checkAccess(page, "invitation");
    await page.getByRole("button", { name: "抄好了" }).click();
    await page.getByText(SECOND.display).first().waitFor();
    const { context, page: other } = await openPage(browser, { lang: "zh" });
    await other.goto(link.trim());
    await other.getByLabel("新密码").fill(SECOND.password);
    await other.getByLabel("再输一次").fill(SECOND.password);
    await other.getByRole("button", { name: /开始使用/ }).click();
    await other.locator(".me", { hasText: SECOND.display }).waitFor();
    await enter(other, "设置");
    await other.getByRole("link", { name: "我的账号" }).waitFor();
    for (const name of ["员工", "审批限额"])
      assert.equal(await other.getByRole("link", { name, exact: true }).count(), 0, "no room for who may not");
    await context.close();
  },
  "is told what a key may not do": async ({ browser, shop }) => {
    const { context, page } = await openPage(browser, { key: shop.keys.till, lang: "en" });
    await page.goto(`${shop.address}/console/ledger`);
    await page.getByText("Not allowed").first().waitFor();
    await context.close();
  },
};
