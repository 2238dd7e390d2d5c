import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { checkAccess } from "../axe.js";
import { asSecond, dialogOk, enter } from "./pieces.js";

const PHONE = "13912345678";

export const members = {
  "finds a member, not one that is not there": async ({ page }) => {
    await enter(page, "会员");
    const search = page.getByRole("searchbox");
    await search.fill("M999999");
    await search.press("Enter");
    await page.getByText("没有会员“M999999”").waitFor();
    await checkAccess(page, "members");
    await search.fill("M000021");
    await search.press("Enter");
    await page.getByText("M000021").first().waitFor();
    await page.locator(".wallet-figure").first().waitFor();
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
  "lists those of a tier, and hands the list on by its address": async ({ page }) => {
    await enter(page, "会员");
    await page
      .getByText(/^全部会员|^共 120 位/)
      .first()
      .waitFor();
    await page.getByLabel("等级").click();
    await page.locator(".ant-select-item-option", { hasText: "黄金" }).click();
    await page.waitForURL(/tier=gold/);
    const count = page.locator(".member-count");
    await count.getByText(/^共 \d+ 位$/).waitFor();
    const gold = await count.innerText();
    await page.goto(page.url());
    await count.getByText(gold).waitFor();
    await page.getByLabel("标签").fill("没有人有的标签");
    await page.getByLabel("标签").press("Enter");
    await page.getByText("没有这样的会员").waitFor();
    // What is chosen by keyboard counts, not what was typed to find it.
    await page.getByLabel("渠道").fill("微");
    await page.locator(".ant-select-item-option", { hasText: "微信" }).waitFor();
    if (!(await page.locator(".ant-select-item-option-active", { hasText: "微信" }).count()))
      await page.getByLabel("渠道").press("ArrowDown");
    await page.locator(".ant-select-item-option-active", { hasText: "微信" }).waitFor();
    await page.getByLabel("渠道").press("Enter");
    await page.waitForURL(/channel=wechat(&|$)/);
    await page.locator(`input[value="微信"]`).waitFor();
    await checkAccess(page, "members of a tier");
    await page.getByRole("button", { name: "清除筛选" }).click();
    await count.waitFor();
    assert.ok(!page.url().includes("tier="), page.url());
  },
  "enrols somebody, and finds the phone again": async ({ page }) => {
    await enter(page, "会员");
    await page.getByRole("button", { name: "登记会员" }).click();
    const dialog = page.locator(".ant-modal");
    await dialog.getByLabel("手机号").fill("139");
    await dialogOk(page).click();
    await dialog.locator(".ant-form-item-explain-error").waitFor();
    await checkAccess(page, "enrol");
    await dialog.getByLabel("手机号").fill(PHONE);
    await dialog.getByLabel("姓名").fill("周小满");
    await dialogOk(page).click();
    await page.waitForURL(/members\/mem_/);
    await page.getByText("139****5678").first().waitFor();
    await enter(page, "会员");
    await page.getByRole("searchbox").fill(PHONE);
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL(/members\/mem_/);
    await page.getByText("139****5678").first().waitFor();
    assert.ok(!page.url().includes(PHONE), "no phone in an address");
  },
  "sees the person whole, having said why": async ({ page }) => {
    assert.equal(await page.getByText(PHONE).count(), 0);
    await page.getByRole("button", { name: "显示完整信息" }).click();
    await dialogOk(page).click();
    await page.getByText("请写明原因。").waitFor();
    await page.locator(".ant-modal").getByLabel("原因").fill("来电核对");
    await dialogOk(page).click();
    await page.getByText(`+86${PHONE}`).waitFor();
    await page.getByRole("button", { name: "隐藏" }).click();
    await page.getByText("139****5678").first().waitFor();
  },
  "adjusts once where the answer is lost, and goes on after a refusal": async ({ page }) => {
    await page.getByRole("button", { name: "调整", exact: true }).click();
    const dialog = page.locator(".ant-modal");
    await dialog.getByLabel("数量").fill("-50");
    await dialog.getByLabel("原因").fill("补记");
    await dialogOk(page).click();
    await dialog.locator(".ant-alert").waitFor();
    // Corrected in the same dialog. The server books it; the line breaks before the page hears of it.
    await dialog.getByLabel("数量").fill("50");
    await page.route("**/v1/adjustments", (route) => route.fetch().then(() => route.abort()), { times: 1 });
    await dialogOk(page).click();
    await dialog.getByText("连不上服务器").waitFor();
    await dialogOk(page).click();
    await dialog.waitFor({ state: "detached" });
    await page.locator(".wallet-figure").first().getByText(/^50/).waitFor();
  },
  "adjusts above the limit, and a second person approves": async ({ page, browser, shop }) => {
    await page.getByRole("button", { name: "调整", exact: true }).click();
    await page.getByLabel("数量").fill("5000");
    await page.locator(".ant-modal").getByLabel("原因").fill("补偿");
    await checkAccess(page, "adjust");
    await dialogOk(page).click();
    await page.getByText("等另一位同事批准").waitFor();
    await page.getByRole("link", { name: "去看审批" }).click();
    await page.getByText("自己提出的，须由别人决定。").waitFor();
    const second = await asSecond(browser, shop, "approvals");
    await second.page.locator(".waiting").first().waitFor();
    await second.page.getByText("+5,000 积分：补偿").waitFor();
    await checkAccess(second.page, "approvals");
    await second.page.getByRole("button", { name: "批准", exact: true }).click();
    await dialogOk(second.page).click();
    await second.page.getByText("没有待办").waitFor();
    await second.close();
    await page.getByText("已办").click();
    await page.getByRole("link", { name: "看会员" }).click();
    await page.locator(".wallet-figure", { hasText: "5,050" }).waitFor();
  },
  "blocks somebody, hands over what is kept, and erases it": async ({ page }) => {
    const act = async (name, reason) => {
      await page.locator(".ant-modal").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "更多" }).click();
      await page.getByRole("menuitem", { name, exact: true }).click();
      await page.locator(".ant-modal").getByLabel("原因").fill(reason);
    };
    await act("冻结", "卡被盗用");
    await dialogOk(page).click();
    await page.locator(".member-top", { hasText: "已冻结" }).waitFor();
    await act("导出个人数据", "本人要求");
    const [file] = await Promise.all([page.waitForEvent("download"), dialogOk(page).click()]);
    assert.match(await readFile(await file.path(), "utf8"), new RegExp(PHONE));
    await page.locator(".ant-modal").waitFor({ state: "detached" });
    await act("解冻", "卡已找回");
    await dialogOk(page).click();
    await page.locator(".member-top", { hasText: "已冻结" }).waitFor({ state: "detached" });
    await act("删除个人数据", "本人要求");
    await dialogOk(page).click();
    await page.getByText("与要求的不一样。").waitFor();
    await checkAccess(page, "erase");
    await page.getByLabel("请输入 ERASE 以确认").fill("ERASE");
    await dialogOk(page).click();
    await page.locator(".member-top", { hasText: "已删除" }).waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /周|5678/);
    await enter(page, "会员");
    await page.getByRole("searchbox").fill(PHONE);
    await page.getByRole("searchbox").press("Enter");
    await page.getByText("没有会员用这个手机号。").waitFor();
  },
};
