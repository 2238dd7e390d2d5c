// Steps that several tasks take.
import { openPage } from "../browser.js";

export const OWNER = { name: "owner", password: "a long enough password" };
export const SECOND = { name: "lin", display: "林运营", password: "another long password" };

/** The primary button of the dialog that is open. */
export const dialogOk = (page) => page.locator(".ant-modal .ant-btn-primary").last();

export async function signIn(page, { name, password }) {
  await page.getByLabel("用户名").fill(name);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** A page of its own where the second person is signed in; `close` it at the end. */
export async function asSecond(browser, shop, path) {
  const { context, page } = await openPage(browser, { lang: "zh" });
  await page.goto(`${shop.address}/console/`);
  await signIn(page, SECOND);
  await page.locator(".me").waitFor();
  await page.goto(`${shop.address}/console/${path}`);
  return { page, close: () => context.close() };
}

/** Replaces a piece of the draft as if somebody had pasted the whole. */
export async function replace(page, was, is) {
  const text = await draftOf(page);
  if (!text.includes(was)) throw new Error(`the draft does not say ${was}`);
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text.replace(was, is));
}

export const draftOf = (page) => page.evaluate(() => localStorage.getItem("tessera.program-draft") ?? "");

/** Goes to a room by its link in the shell. */
export const enter = (page, room) => page.locator(`.rooms a[title="${room}"]`).click();
