import { checkAccess, checkFit } from "../axe.js";
import { openPage } from "../browser.js";
import { checkTranslated } from "../translated.js";
import { gains, type } from "./pieces.js";

export const fit = {
  "fits counters, tablets and a phone, in both languages, light and dark": async ({ browser, shop }) => {
    for (const [lang, mode, width] of [
      ["zh", "dark", 1280],
      ["en", "light", 1024],
      ["en", "dark", 768],
      ["zh", "light", 768],
      ["en", "light", 375],
    ]) {
      const { context, page } = await openPage(browser, { key: shop.keys.all, lang, mode, width });
      await page.goto(`${shop.address}/till/`);
      await page.locator("[data-home]").waitFor();
      const look = async (where) => {
        await page.waitForTimeout(150);
        await checkFit(page, `till ${where} ${lang} ${width}`);
        await checkAccess(page, `till ${where} ${lang} ${mode} ${width}`);
        if (lang === "en") await checkTranslated(page, `till ${where}`);
      };
      await look("start");
      await type(page, "M000021", "Enter");
      await page.locator(".member-wallets dd").first().waitFor();
      await type(page, "1234567.89");
      await gains(page, "+1,");
      await look("quote");
      await page.keyboard.press("F3");
      await look("lines");
      for (const key of ["F6", "F7", "F8", "F1"]) {
        await page.keyboard.press(key);
        await look(key);
      }
      await page.keyboard.press("Escape");
      await page.keyboard.press("F10");
      await look("settings");
      await context.close();
    }
  },
};
