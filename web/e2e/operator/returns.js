// A return above the limit, from the console: asked by one, done once another has approved it.
import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { asSecond, dialogOk, enter } from "./pieces.js";

const limit = (page) => page.getByLabel(/^一单退给顾客超过多少钱要审批/);

export const returns = {
  "lowers the limit above which a return takes a second person": async ({ page }) => {
    await enter(page, "设置");
    await page.getByRole("link", { name: "审批限额" }).click();
    await limit(page).fill("-1");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("请填不小于零的金额。").waitFor();
    await limit(page).fill("0.50");
    await checkAccess(page, "limits of approval");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("已保存").waitFor();
    await page.reload();
    await page.locator(`input[value="0.50"]`).waitFor();
  },
  "returns an order above the limit, and a second person approves": async ({ page, browser, shop }) => {
    await enter(page, "会员");
    await page.getByRole("searchbox").fill("M000030");
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL(/members\/mem_/);
    const order = page.locator(".event", { hasText: "订单" }).first();
    await order.getByRole("button", { name: "为什么" }).click();
    await order.getByRole("button", { name: /^退货/ }).click();
    const dialog = page.locator(".ant-modal");
    await dialog.getByText("整单退回").waitFor();
    // Before it is booked it says what it does, and renews that as something else is chosen.
    const foreseen = dialog.getByRole("region", { name: "退了会怎样" });
    await foreseen.getByText("超过您可以自己退的限额").waitFor();
    const whole = await foreseen.innerText();
    assert.match(whole, /退给顾客的钱\s*¥[\d,]+\.\d\d[\s\S]*收回积分\s*−\d+[\s\S]*退后积分余额/);
    await dialog.getByText("只退一部分钱").click();
    await dialog.getByText("选好退什么").waitFor();
    await dialog.getByLabel("退款金额").fill("0.30");
    await foreseen.getByText("¥0.30").waitFor();
    assert.equal(await foreseen.getByText("超过您可以自己退的限额").count(), 0);
    await dialog.getByText("整单退回").click();
    await foreseen.getByText("超过您可以自己退的限额").waitFor();
    assert.equal(await foreseen.innerText(), whole);
    await dialog.getByLabel("原因").fill("包装破损");
    await checkAccess(page, "return an order");
    await dialogOk(page).click();
    await dialog.getByText("等另一位同事批准").waitFor();
    await checkAccess(page, "return that waits");
    await dialog.getByRole("link", { name: "去看审批" }).click();
    await page.getByText("自己提出的，须由别人决定。").waitFor();
    await page.getByRole("button", { name: "撤回" }).waitFor();
    const second = await asSecond(browser, shop, "approvals");
    const asked = second.page.locator(".approval", { hasText: "包装破损" });
    await asked.getByText(/退给顾客 ¥[\d,]+\.\d\d，单 /).waitFor();
    // Whom it is about, and what is in the wallets before and after.
    assert.match(await asked.locator(".matter").innerText(), /会员[\s\S]*M000030[\s\S]*积分余额\s*[\d,−]+ → [\d,−]+/);
    await asked.getByRole("button", { name: "批准", exact: true }).click();
    await dialogOk(second.page).click();
    await second.page.getByText("没有待办").waitFor();
    await second.close();
    await page.getByText("已办").click();
    await page.locator(".approval", { hasText: "包装破损" }).getByRole("link", { name: "看会员" }).click();
    const back = page.locator(".event", { hasText: "包装破损" });
    await back.waitFor();
    assert.match(await back.innerText(), /退货/);
  },
};
