import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { asSecond, dialogOk, draftOf, enter, replace } from "./pieces.js";

export const program = {
  "drafts a rule by the form, with the document in step": async ({ page }) => {
    await enter(page, "会员计划");
    await page.getByText("每消费 1 元得 1 积分", { exact: true }).waitFor();
    await checkAccess(page, "program");
    await page.getByRole("button", { name: "以此为草稿" }).click();
    await page.getByText("和现行计划说的一样").waitFor();
    await checkAccess(page, "cards");
    await page.getByRole("button", { name: "加一条规则" }).click();
    await page.getByText("按等级、日期或门店乘倍数").click();
    const form = page.locator(".ant-drawer-body");
    await form.getByLabel("名称 · 中文").fill("黄金三倍");
    await form.getByLabel("倍数", { exact: true }).fill("3");
    await form.getByRole("button", { name: "+ 加一条" }).first().click();
    await form.getByLabel("看什么").click();
    await page.getByTitle("会员等级", { exact: true }).click();
    await form.getByLabel("值", { exact: true }).click();
    await page.getByTitle("黄金", { exact: true }).last().click();
    await page.getByText("会员等级为黄金时，按金额得的积分乘以 3").first().waitFor();
    await checkAccess(page, "rule form");
    assert.match(await draftOf(page), /when = 'member\.tier == "gold"'/);
    await page.getByRole("button", { name: "完成" }).click();
    // The examples speak of the rules as they were: that is told, with the way out.
    const notice = page.locator(".ant-alert", { hasText: "算例不再相符" });
    await notice.waitFor();
    await checkAccess(page, "examples");
    await notice.getByRole("button", { name: "删去算例" }).click();
    await notice.waitFor({ state: "detached" });
    await page.locator(".part", { hasText: "黄金三倍" }).getByRole("button").first().click();
    // The text is the other side of the same condition.
    await form.getByLabel("文字形式（CEL）").first().fill('member.tier in ["gold", "diamond"] && order.amount >= 200');
    await form.getByText("全部满足").waitFor();
    assert.equal(await form.locator(".condition").first().locator(".test-row").count(), 2);
    // What is broken is called so, beside the text.
    const whole = await form.getByLabel("文字形式（CEL）").first().inputValue();
    await form.getByLabel("文字形式（CEL）").first().fill("member.tier == ");
    await form.getByText("文字还不是完整的条件").waitFor();
    await form.locator(".condition .gate-fault").first().waitFor();
    await form.getByLabel("文字形式（CEL）").first().fill(whole);
    await form.getByText("文字还不是完整的条件").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "完成" }).click();
    await page.locator(".part", { hasText: "黄金三倍" }).waitFor();
    // What somebody wrote beside the rules is still there.
    assert.match(await draftOf(page), /^#/m);
  },
  "is told what is wrong where it belongs": async ({ page }) => {
    await page.getByText("原文（TOML）").click();
    await replace(page, "multiply = 3", "multiply = -3");
    await page.getByText(/处错误，还不能发布/).waitFor();
    assert.ok(await page.getByRole("button", { name: "发布…" }).isDisabled());
    await page.getByText("卡片与表单").click();
    await page.locator(".part.bad", { hasText: "黄金三倍" }).waitFor();
    await checkAccess(page, "findings");
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByText(/没有问题，可以发布|可以发布，请先看提醒/).waitFor();
  },
  "tries an order under the draft and the program in force": async ({ page }) => {
    await page.getByRole("link", { name: "试算", exact: true }).click();
    await page.getByLabel("哪位会员").fill("M000021");
    await page.getByRole("button", { name: "从历史里选一张" }).click();
    await page.locator(".try-history li button").first().click();
    await page.getByRole("button", { name: "试算", exact: true }).click();
    await page.getByText("草稿与现行").waitFor();
    await page.getByText("一步一步").waitFor();
    await checkAccess(page, "try");
  },
  "backtests the draft": async ({ page }) => {
    await page.getByRole("link", { name: "回测", exact: true }).click();
    await page.getByRole("button", { name: "开始回测" }).click();
    await page.getByText("谁多得，谁少得").waitFor({ timeout: 60_000 });
    await page.locator(".chart svg").first().waitFor();
    await checkAccess(page, "backtest");
  },
  "publishes it, once a second person approves": async ({ page, browser, shop }) => {
    await page.getByRole("link", { name: "草稿", exact: true }).click();
    await page.getByRole("button", { name: "发布…" }).click();
    await page.getByRole("button", { name: "明天零点" }).click();
    await page.getByLabel("备注").fill("黄金会员多得一点");
    await dialogOk(page).click();
    await page.getByText(/发布会员计划，.*黄金会员多得一点/).waitFor();
    const second = await asSecond(browser, shop, "approvals");
    await second.page.getByRole("button", { name: "看改了什么" }).click();
    await second.page.locator("ins", { hasText: "乘以 3" }).first().waitFor();
    await second.page.getByRole("button", { name: "批准", exact: true }).click();
    await dialogOk(second.page).click();
    await second.page.getByText("没有待办").waitFor();
    await second.close();
    await enter(page, "会员计划");
    await page.getByRole("link", { name: "版本", exact: true }).click();
    await page.getByRole("heading", { name: /第 2 版/ }).waitFor();
    await page.getByRole("button", { name: "与第 1 版的差别" }).click();
    await page.locator("ins", { hasText: "乘以 3" }).first().waitFor();
    await checkAccess(page, "versions");
  },
};
