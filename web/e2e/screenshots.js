// The pictures in docs/pictures: the demo shop as operator, cashier and member see it.
//   node e2e/screenshots.js FOLDER   (TESSERA_BIN names the executable)
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { launch, openPage } from "./browser.js";
import { executable } from "./shop.js";

const folder = process.argv[2];
const bin = executable();
const browser = await launch();
if (!folder || !bin || !browser) {
  console.error("usage: TESSERA_BIN=… node e2e/screenshots.js FOLDER; it needs Chromium and an executable with pages");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const port = process.env.PORT ?? "28642";
const demo = spawn(bin, ["demo", "--port", port, "--lang", "zh"], { stdio: ["ignore", "pipe", "inherit"] });
const address = `http://127.0.0.1:${port}`;
let told = "";
demo.stdout.on("data", (text) => {
  told += text;
});
const served = () =>
  fetch(`${address}/health/ready`).then(
    (reply) => reply.ok,
    () => false,
  );
while (demo.exitCode === null && !(await served())) await new Promise((done) => setTimeout(done, 500));

/** One picture: as whom, where, how large, and what is done before. */
const PICTURES = [
  { name: "demo-page", path: "/demo" },
  { name: "console-today", as: "lin", path: "/console/", height: 1000 },
  { name: "console-members", as: "lin", path: "/console/members?tier=gold", height: 720 },
  { name: "console-member", as: "lin", path: "/console/members", act: openMember, height: 1000 },
  { name: "console-program", as: "lin", path: "/console/program", height: 1000 },
  { name: "console-approval-limits", as: "owner", path: "/console/settings/approval", height: 620 },
  { name: "till", as: "wang", path: "/till/", act: sell, height: 800 },
  { name: "member", as: "member", path: "/m/", width: 375, height: 812 },
];

async function openMember(page) {
  await page.goto(`${address}/console/members/ext:${hero}`);
  await page.locator(".event-why").first().waitFor();
}

async function sell(page) {
  await page.getByPlaceholder(/手机号/).fill(phone);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(800);
  await page.keyboard.type("128");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1200);
}

// Whose story the demo tells, and the phone that its page names.
const hero = /ext:(\w+)/.exec(told)?.[1];
const phone = /<code>(\d{11})<\/code>/.exec(await (await fetch(`${address}/demo`)).text())?.[1];

try {
  for (const { name, as, path, act, width = 1280, height = 820 } of PICTURES) {
    const { context, page } = await openPage(browser, { lang: "zh", width, height });
    await page.goto(`${address}/demo`);
    if (as) await page.locator(`form[action="/demo/as/${as}"] button`).click();
    await page.goto(`${address}${path}`);
    await page.waitForLoadState("networkidle");
    // Figures are surveyed in the background at first, and charts draw themselves.
    await page.waitForTimeout(3000);
    if (act) await act(page);
    await page.waitForTimeout(1000);
    // The figures of today are counted in the background: a picture of a page that still waits says nothing.
    await page.locator(".bones").first().waitFor({ state: "detached" });
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`${folder}/${name}.png`);
    await context.close();
  }
} catch (error) {
  console.error(told.slice(-400));
  throw error;
} finally {
  await browser.close();
  demo.kill("SIGINT");
}
