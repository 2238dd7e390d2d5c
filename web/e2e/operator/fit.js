import { checkAccess, checkFit } from "../axe.js";
import { openPage } from "../browser.js";
import { checkTranslated } from "../translated.js";

const ROOMS = [
  "",
  "members",
  "members/ext:M000021",
  "program",
  "program/draft",
  "program/try",
  "program/backtest",
  "program/versions",
  "ledger",
  "approvals",
  "import",
  "settings",
  "settings/stores",
  "settings/staff",
  "settings/approval",
  "settings/keys",
  "settings/audit",
];

export const fit = {
  "finds every room fitting on a phone and on a wall, in both languages": async ({ page: signedIn, browser, shop }) => {
    const state = await signedIn.context().storageState();
    for (const [lang, mode, width] of [
      ["zh", "light", 375],
      ["en", "dark", 375],
      ["en", "light", 768],
      ["zh", "light", 1280],
      ["zh", "dark", 1920],
    ]) {
      const { context, page } = await openPage(browser, { lang, mode, width });
      await context.addCookies(state.cookies);
      for (const room of ROOMS) {
        await page.goto(`${shop.address}/console/${room}`);
        await page.locator("h1").waitFor();
        await page.waitForLoadState("networkidle");
        await checkFit(page, `${room} ${lang} ${width}`);
        await checkAccess(page, `${room} ${lang} ${mode} ${width}`);
        if (lang === "en") await checkTranslated(page, room);
      }
      await context.close();
    }
  },
};
