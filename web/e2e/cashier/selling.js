// Selling, spending points and taking back, by the keyboard and the scanner alone.
import assert from "node:assert/strict";
import { checkAccess } from "../axe.js";
import { gains, PASSWORD, PHONE, prepare, scan, stamped, toPay, type } from "./pieces.js";

export const selling = {
  "signs in at the till": async ({ page, shop }) => {
    await prepare(shop);
    await page.goto(`${shop.address}/till/`);
    await page.getByLabel("用户名").fill("wang");
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByLabel("扫会员码，或输手机号、卡号").waitFor();
    await page.getByText("徐汇店").waitFor();
    await page.getByText("在线", { exact: true }).waitFor();
    await checkAccess(page, "till");
  },
  "enrols somebody in under ten seconds": async ({ page, shop }) => {
    // Not a number at all: the field is kept, to be typed over.
    await type(page, "12", "Enter");
    await page.getByText("没有找到“12”").waitFor();
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
    // How many is asked next.
    await page.locator(".stepper input:focus").waitFor();
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
    // What it does is said before it is done.
    const foreseen = page.locator(".foreseen:not(.stale)");
    await foreseen.getByText("¥49.00").waitFor();
    assert.match(await foreseen.innerText(), /收回 积分\s*−49[\s\S]*退还 积分\s*\+100\s*退后积分余额/);
    await checkAccess(page, "till return");
    await page.keyboard.press("F9");
    await stamped(page, "退讫");
    // Half of the goods: half of the points come back as points, the rest as money.
    const said = await page.locator(".done-said:visible").innerText();
    assert.match(said, /退给顾客\s*¥49\.00/);
    assert.match(said, /收回\s*−49\s*积分/);
    assert.match(said, /退还\s*\+100\s*积分/);
    // The large figure on paper is the money that is handed over.
    assert.match(await page.locator(".paper-paid:visible").innerText(), /退给顾客\s*¥49\.00/);
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
    await page.keyboard.press("F2");
  },
};
