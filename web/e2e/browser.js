// Debian's Chromium under Playwright: nothing is downloaded.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine; undefined where there is none. */
export async function launch() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) return undefined;
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] });
}

/** A page that is signed in with a key, in a language and a mode. */
export async function openPage(browser, { key, lang = "zh", mode = "light", width = 1280, height = 900 }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === "zh" ? "zh-CN" : "en-US",
    colorScheme: mode,
    timezoneId: "Asia/Shanghai",
  });
  await context.addInitScript(
    ([secret, language]) => {
      localStorage.setItem("tessera.lang", language);
      if (secret) sessionStorage.setItem("tessera.key", secret);
    },
    [key ?? "", lang],
  );
  // Longer on a machine that does other things meanwhile.
  context.setDefaultTimeout(Number(process.env.E2E_TIMEOUT ?? 8000));
  return { context, page: await context.newPage() };
}
