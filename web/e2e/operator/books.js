import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { enter } from "./pieces.js";

const ORDERS = `order_id,member,occurred_at,amount,note
E2E-1,M000021,2026-11-01T10:00:00+08:00,128.50,first
E2E-2,M000022,2026-11-02T10:00:00+08:00,58.00,
E2E-3,M000023,not a time,12.00,
`;

export const books = {
  "imports a file: looks, tries, imports": async ({ page }) => {
    await enter(page, "导入");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(ORDERS) });
    await page.locator(".preview-table").waitFor();
    await page.getByText("必填项都有了").waitFor();
    await checkAccess(page, "import");
    await page.getByRole("button", { name: "先试一遍" }).click();
    await page.getByText("试过了，什么也没有写").waitFor();
    await page.getByRole("button", { name: "正式导入" }).click();
    await page.getByRole("heading", { name: "已导入" }).waitFor();
    const rejected = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载退回的行" }).first().click();
    assert.match((await rejected).suggestedFilename(), /rejected\.csv$/);
  },
  "sees that the books are even, and verifies them": async ({ page }) => {
    await enter(page, "账本");
    await page.getByText("平", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "现在核账" }).click();
    await page.getByText("逐笔相符").first().waitFor({ timeout: 60_000 });
    await page.getByPlaceholder("手机号、卡号、会员号……").fill("M000021");
    await page.getByRole("button", { name: "查流水" }).click();
    await page.getByText("看这位会员").waitFor();
    await checkAccess(page, "ledger");
  },
  "reads who did what": async ({ page }) => {
    await enter(page, "设置");
    await page.getByRole("link", { name: "审计日志" }).click();
    await page.getByText("看全个人资料").first().waitFor();
    await page.getByText("来电核对").first().waitFor();
    await checkAccess(page, "audit");
  },
};
