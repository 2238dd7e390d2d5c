// What one person noted while the server booked nothing, and another finds at the till.
import { checkAccess } from "../axe.js";
import { PASSWORD, PHONE, type } from "./pieces.js";

const signIn = async (page, name) => {
  await page.getByLabel("用户名").fill(name);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
};

export const hands = {
  "sends another's sale and says so, and another's return only when it is taken over": async ({ page }) => {
    await page.getByRole("button", { name: "换班" }).click();
    await signIn(page, "wang");
    await page.locator(".till-cashier", { hasText: "王小秋" }).waitFor();
    await page.keyboard.press("Escape");
    // The server is there, and books nothing.
    const body = JSON.stringify({ code: "internal", title: "Internal", status: 500 });
    const contentType = "application/problem+json";
    await page.route(/\/v1\/orders/, (route) =>
      route.request().method() === "POST" ? route.fulfill({ status: 500, contentType, body }) : route.continue(),
    );
    await type(page, PHONE, "Enter");
    await page.locator(".member-wallets dd").first().waitFor();
    await type(page, "26", "Enter", "Enter");
    await page.locator(".stamp:visible", { hasText: "待上传" }).waitFor({ timeout: 30_000 });
    await page.keyboard.press("R");
    await page.getByText("这一单只有总额，按金额退。").waitFor();
    await type(page, "6");
    await page.keyboard.press("F9");
    await page.locator(".stamp:visible", { hasText: "待上传" }).waitFor({ timeout: 30_000 });
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "换班" }).click();
    await page.unroute(/\/v1\/orders/);
    await signIn(page, "manager");
    // The sale goes up by itself, and the manager reads whose it was.
    await page.getByText("王小秋 记下的 1 张单据，已由您上传").waitFor({ timeout: 30_000 });
    await page.locator(".chip", { hasText: "要处理 1" }).waitFor();
    await page.keyboard.press("F8");
    await page.getByText("这张退货是 王小秋 记下的").waitFor();
    await checkAccess(page, "till return of another");
    await page.getByRole("button", { name: "由我上传" }).click();
    await page.getByText("都已入账").waitFor({ timeout: 20_000 });
    await page.getByText("王小秋 记下的 2 张单据，已由您上传").waitFor();
    await page.getByRole("button", { name: "知道了" }).click();
    await page.keyboard.press("F7");
    await page.locator(".slips").getByText("周店长 上传").first().waitFor();
    await checkAccess(page, "till day of two");
    await page.keyboard.press("Escape");
  },
  "goes on under the name of who has signed in in another window of this browser": async ({ page, shop }) => {
    await page.locator(".till-cashier", { hasText: "周店长" }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${shop.address}/till/`);
    await other.getByRole("button", { name: "换班" }).click();
    await signIn(other, "wang");
    await other.locator(".till-cashier", { hasText: "王小秋" }).waitFor();
    await other.close();
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.locator(".till-cashier", { hasText: "王小秋" }).waitFor();
  },
};
