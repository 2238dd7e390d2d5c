import assert from "node:assert/strict";
import { codeAt, nextCode } from "../authenticator.js";
import { checkAccess } from "../axe.js";
import { openPage } from "../browser.js";
import { enter, SECOND, signIn } from "./pieces.js";

export const secondFactor = {
  "turns the second factor on, signs in with it, and turns it off": async ({ browser, shop }) => {
    const { context, page } = await openPage(browser, { lang: "zh" });
    await page.goto(`${shop.address}/console/`);
    await signIn(page, SECOND);
    await page.locator(".me").waitFor();
    await enter(page, "设置");
    const sheet = page.locator(".sheet", { hasText: "两步验证" });
    await sheet.getByRole("button", { name: "开启" }).click();
    await sheet.getByLabel("现在的密码").fill("not the password");
    await sheet.getByRole("button", { name: "继续" }).click();
    await sheet.locator(".ant-alert-error").waitFor();
    await sheet.getByLabel("现在的密码").fill(SECOND.password);
    await sheet.getByRole("button", { name: "继续" }).click();
    await sheet.getByRole("img", { name: "两步验证的二维码" }).waitFor();
    const secret = (await sheet.locator(".mono").innerText()).replace(/\s/g, "");
    await checkAccess(page, "second factor");
    const code = codeAt(secret, Date.now());
    await sheet.getByLabel("验证码").fill(code === "000000" ? "111111" : "000000");
    await sheet.getByRole("button", { name: "确认开启" }).click();
    await sheet.locator(".ant-alert-error").waitFor();
    // As the app shows it, with a gap in the middle.
    await sheet.getByLabel("验证码").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await sheet.getByRole("button", { name: "确认开启" }).click();
    await sheet.getByText("已开启", { exact: true }).waitFor();

    await page.locator(".me").click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await signIn(page, SECOND);
    await page.getByLabel("验证码").waitFor();
    await checkAccess(page, "sign-in with the second factor");
    assert.equal(await page.locator(".me").count(), 0, "the password alone is not enough");
    await page.getByLabel("验证码").fill(nextCode(secret));
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.locator(".me").waitFor();

    await enter(page, "设置");
    await sheet.getByRole("button", { name: "关闭" }).click();
    await sheet.getByLabel("现在的密码").fill(SECOND.password);
    await sheet.getByRole("button", { name: "关闭" }).click();
    await sheet.getByText("未开启", { exact: true }).waitFor();
    await page.locator(".me").click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await signIn(page, SECOND);
    await page.locator(".me").waitFor();
    await context.close();
  },
};
