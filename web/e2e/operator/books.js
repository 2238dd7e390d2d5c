import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
    // What is shown by month adds up to the sum below it.
    const due = page.locator(".sheet", { hasText: "未用与到期" }).first();
    const figures = async (place) =>
      (await due.locator(`${place} tr td:nth-child(3)`).allInnerTexts()).map((text) =>
        Number(text.replaceAll(",", "").replace("−", "-")),
      );
    const rows = await figures("tbody");
    assert.deepEqual(await figures("tfoot"), [rows.reduce((sum, row) => sum + row, 0)]);
    await page.getByRole("button", { name: "现在核账" }).click();
    await page.getByText("逐笔相符").first().waitFor({ timeout: 60_000 });
    await page.getByPlaceholder("手机号、卡号、会员号……").fill("M000030");
    await page.getByRole("button", { name: "查流水" }).click();
    await page.getByText("看这位会员").waitFor();
    await checkAccess(page, "ledger");
    // Spreadsheets can add up what is in the file: losses too.
    const saved = page.waitForEvent("download");
    await page.locator(".sheet", { hasText: "看这位会员" }).getByRole("button", { name: "下载 CSV" }).click();
    const [head, ...lines] = readFileSync(await (await saved).path(), "utf8")
      .trim()
      .split("\r\n");
    const at = head.replace("\uFEFF", "").split(",").indexOf("变动");
    const changes = lines.map((line) => line.split(",")[at]);
    assert.ok(
      changes.some((change) => Number(change) < 0) && changes.every((change) => Number.isFinite(Number(change))),
      changes.join(" "),
    );
  },
  "reads who did what": async ({ page }) => {
    await enter(page, "设置");
    await page.getByRole("link", { name: "审计日志" }).click();
    await page.getByText("查看完整个人资料").first().waitFor();
    await page.getByText("来电核对").first().waitFor();
    await checkAccess(page, "audit");
  },
};
