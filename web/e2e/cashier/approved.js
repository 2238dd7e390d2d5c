// Returns above the limit: the till says what to do, a manager approves, and the till goes on by itself; also for what was noted while the server was away.
import { checkAccess } from "../axe.js";
import { openPage } from "../browser.js";
import { PASSWORD, PHONE, stamped, type } from "./pieces.js";

const STORE = "sh-xuhui";
const rules = (above) => ({ adjust_above: 1000, return_above: above, publish: true });

/** Sells something, and begins to take all of it back. */
async function sellAndTakeBack(page, amount, known) {
  await type(page, PHONE, "Enter");
  await known.waitFor();
  await type(page, amount, "Enter", "Enter");
  await page.locator(".stamp:visible").waitFor();
  await page.keyboard.press("R");
  await page.getByText("这一单只有总额，按金额退。").waitFor();
  await type(page, amount);
}

export const approved = {
  "waits for a manager above the limit, and is told when it was approved": async ({ page, browser, shop }) => {
    await shop.ask("PUT", "/v1/settings/approval", rules(30_00));
    const staff = { name: "manager", display_name: "周店长", role: "store_manager", store: STORE };
    const { invitation } = await shop.ask("POST", "/v1/staff", staff);
    await shop.ask("POST", "/v1/invitations/accept", { token: invitation, password: PASSWORD });
    // The till learns of the limit as it starts.
    await page.reload();
    await page.getByText("在线", { exact: true }).waitFor();
    await sellAndTakeBack(page, "40", page.locator(".member-wallets dd").first());
    await page.getByText("退给顾客超过 ¥30.00 要店长批准").waitFor();
    await page.keyboard.press("F9");
    await stamped(page, "待批准");
    await page.getByText("批准前先不要退钱").waitFor();
    await checkAccess(page, "till approval");
    const { context, page: second } = await openPage(browser, { lang: "zh" });
    await second.goto(`${shop.address}/console/approvals`);
    await second.getByLabel("用户名").fill("manager");
    await second.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await second.keyboard.press("Enter");
    await second.getByText("退给顾客 ¥40.00").waitFor();
    await checkAccess(second, "approvals of a return");
    await second.getByRole("button", { name: "批准", exact: true }).click();
    await second.locator(".ant-modal .ant-btn-primary").click();
    await second.getByText("没有待办").waitFor();
    await context.close();
    // The cashier has not touched anything.
    await stamped(page, "退讫");
    await page.locator(".done-said:visible", { hasText: "¥40.00" }).waitFor();
    await page.locator(".done-said:visible", { hasText: "−40" }).waitFor();
    await page.keyboard.press("Enter");
  },
  "withdraws a return that waits, and nobody can approve it any more": async ({ page, shop }) => {
    await sellAndTakeBack(page, "33", page.locator(".member-wallets dd").first());
    await page.keyboard.press("F9");
    await stamped(page, "待批准");
    await page.keyboard.press("Enter");
    await page.keyboard.press("F8");
    await page.getByRole("button", { name: "撤回，不退了" }).click();
    await page.getByText("都已入账").waitFor();
    const { data } = await shop.ask("GET", "/v1/audit?limit=20");
    if (!data.some(({ action, name }) => action.includes("withdraw") && name === "wang"))
      throw new Error("nobody withdrew it");
    await page.keyboard.press("Escape");
  },
  "notes a return above the limit while the server is away, and waits for the manager once it is back": async ({
    page,
    shop,
  }) => {
    await shop.leave();
    await page.locator(".till-away").waitFor({ timeout: 20_000 });
    await sellAndTakeBack(page, "35", page.getByText("先记下号码"));
    await page.getByText("批准前先不要退钱").waitFor();
    await page.keyboard.press("F9");
    await stamped(page, "待上传");
    await page.getByText("批准前先不要退钱").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("F8");
    await shop.comeBack();
    await page.locator(".attention", { hasText: "待批准" }).waitFor({ timeout: 30_000 });
    await checkAccess(page, "till waits for approval");
    // The server does not hear of it: who is at the till stays there, and goes on.
    await page.route("**/v1/session", (route) =>
      route.request().method() === "DELETE" ? route.abort() : route.continue(),
    );
    await page.getByRole("button", { name: "请店长登录来批" }).click();
    await page.getByText("别人登录不了").first().waitFor();
    await page.unroute("**/v1/session");
    await page.reload();
    await page.locator(".till-cashier", { hasText: "王小秋" }).waitFor();
    await page.keyboard.press("F8");
    // The manager signs in at this till, and approves here.
    await page.getByRole("button", { name: "请店长登录来批" }).click();
    await page.getByLabel("用户名").fill("manager");
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator(".chip", { hasText: "要处理 1" }).waitFor();
    await page.keyboard.press("F8");
    await page.getByRole("button", { name: "批准", exact: true }).click();
    await page.getByText("都已入账").waitFor({ timeout: 20_000 });
    // Somebody waits for the money: it is said until it is read.
    await page.getByText(/批准了，已经入账：退给 .*¥35\.00/).waitFor();
    await checkAccess(page, "till told of an approval");
    const read = page.getByRole("button", { name: "知道了" });
    while ((await read.count()) > 0) await read.first().click();
    const { data } = await shop.ask("GET", "/v1/audit?limit=20");
    if (!data.some(({ action, name }) => action.includes("approve") && name === "manager"))
      throw new Error("nobody approved it");
    await page.keyboard.press("Escape");
    await shop.ask("PUT", "/v1/settings/approval", rules(100_000));
  },
};
