// Pictures of every room at every width, in both languages, light and dark, and what overflows there.
//   node e2e/pictures.js ADDRESS KEY MEMBER FOLDER [WIDTHS] [ROOMS]
import { mkdirSync } from "node:fs";
import { launch, openPage } from "./browser.js";

const [address, key, member, folder, widths = "375,768,1280,1920", only = ""] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node e2e/pictures.js ADDRESS KEY MEMBER FOLDER [WIDTHS] [ROOMS]");
  process.exit(2);
}

const ROOMS = [
  { name: "sign-in", path: "/console/", key: "" },
  { name: "today", path: "/console/" },
  { name: "members", path: "/console/members" },
  { name: "member", path: `/console/members/${member}`, act: openWhy },
  { name: "program", path: "/console/program" },
  { name: "draft", path: "/console/program/draft", act: spoilDraft },
  { name: "rule", path: "/console/program/draft", act: openRule },
  { name: "try", path: "/console/program/try", act: tryOrder },
  { name: "backtest", path: "/console/program/backtest" },
  { name: "versions", path: "/console/program/versions" },
  { name: "ledger", path: "/console/ledger" },
  { name: "approvals", path: "/console/approvals" },
  { name: "import", path: "/console/import" },
  { name: "settings", path: "/console/settings" },
  { name: "stores", path: "/console/settings/stores" },
  { name: "staff", path: "/console/settings/staff" },
  { name: "audit", path: "/console/settings/audit" },
  { name: "missing", path: "/console/members/mem_0193f000000070008000000000000001" },
];

async function openWhy(page) {
  const why = page.locator(".event-why");
  await why.nth(0).click();
  await page.locator(".wallet .text-button").first().click();
  await page.waitForLoadState("networkidle");
}

async function spoilDraft(page) {
  const begin = page.locator(".state .ant-btn-primary");
  if (await begin.count()) await begin.click();
  await page.locator(".part").first().waitFor();
  await page.evaluate(() => {
    const draft = localStorage.getItem("tessera.program-draft") ?? "";
    const changed = draft
      .replace('multiply = "1.2"', 'multiply = "1.3"')
      .replace('wallet = "growth" }', 'wallet = "grow" }');
    localStorage.setItem("tessera.program-draft", changed);
  });
  await page.reload();
  await page.locator(".finding, .changed").first().waitFor();
}

async function openRule(page) {
  const begin = page.locator(".state .ant-btn-primary");
  if (await begin.count()) await begin.click();
  await page.locator(".part-open", { hasText: /1\.2/ }).first().click();
  await page.locator(".test-row").first().waitFor();
}

async function tryOrder(page) {
  await page.locator("input#member").fill("M000021");
  await page.locator(".try-line input").nth(1).fill("tea");
  await page.locator(".try-line input").nth(2).fill("128.50");
  await page.locator("form .ant-btn-primary").click();
  await page.locator(".receipt").waitFor();
}

/** What sticks out of the page to the right. */
function overflowing() {
  const wide = document.documentElement.scrollWidth > window.innerWidth + 1;
  if (!wide) return [];
  const out = [];
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (box.right > window.innerWidth + 1 && box.width > 0)
      out.push(`${element.tagName}.${String(element.className).slice(0, 60)}`);
  }
  return out.slice(0, 6);
}

const browser = await launch();
if (!browser) throw new Error("no Chromium here");
mkdirSync(folder, { recursive: true });
const rooms = ROOMS.filter(({ name }) => only === "" || only.split(",").includes(name));
for (const width of widths.split(",").map(Number)) {
  for (const [lang, mode] of [
    ["zh", "light"],
    ["en", "dark"],
  ]) {
    for (const room of rooms) {
      const { context, page } = await openPage(browser, { key: room.key ?? key, lang, mode, width, height: 900 });
      page.on("pageerror", (error) => console.log(`${room.name} ${width} ${lang}: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") console.log(`${room.name} ${width} ${lang}: ${message.text().slice(0, 300)}`);
      });
      try {
        await page.goto(address + room.path);
        await page.waitForLoadState("networkidle");
        await room.act?.(page);
        await page.waitForLoadState("networkidle");
        await page.waitForTimeout(250);
        const wide = await page.evaluate(overflowing);
        if (wide.length > 0) console.log(`${room.name} ${width} ${lang} sticks out: ${wide.join(" ")}`);
      } catch (error) {
        console.log(`${room.name} ${width} ${lang}: ${String(error).slice(0, 300)}`);
      }
      await page.screenshot({
        path: `${folder}/${room.name}-${width}-${lang}-${mode}.png`,
        fullPage: room.name !== "members",
      });
      await context.close();
    }
  }
}
await browser.close();
