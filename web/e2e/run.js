// The tasks of each role, in a browser, against the real executable with the demo shop.
import assert from "node:assert/strict";
import { found } from "./axe.js";
import { launch, openPage } from "./browser.js";
import { tasks as cashier } from "./cashier/index.js";
import { member } from "./member.js";
import { tasks as operator } from "./operator/index.js";
import { executable, openShop } from "./shop.js";

/** Does the tasks of one person in order, each on what the one before left; how many failed. */
async function run(tasks, { browser, shop, screen }) {
  const { context, page } = await openPage(browser, { lang: "zh", ...screen });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  let failed = 0;
  for (const [name, task] of Object.entries(tasks)) {
    const start = Date.now();
    try {
      await task({ page, browser, shop });
      assert.deepEqual(errors.splice(0), [], "errors in the page");
      console.log(`ok      ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}: ${error.stack ?? error}`);
      if (process.env.E2E_PICTURE) await page.screenshot({ path: process.env.E2E_PICTURE, fullPage: true });
      // What follows stands on this.
      break;
    }
  }
  await context.close();
  return failed;
}

const bin = executable();
if (!bin) {
  console.log("not run: there is no executable; cargo build, or name one by TESSERA_BIN");
  process.exit(0);
}
const browser = await launch();
if (!browser) {
  console.log("not run: there is no Chromium (Debian: apt install chromium), or name one by CHROMIUM");
  process.exit(0);
}
const shop = await openShop(bin);
let failed = 0;
try {
  const probe = await fetch(`${shop.address}/console/`);
  if (probe.status === 503) {
    console.log("not run: the executable holds no pages");
  } else {
    const wanted = process.env.E2E_OF;
    for (const [whose, tasks, screen] of [
      ["operator", operator, {}],
      ["cashier", cashier, { height: 800 }],
      ["member", member, { width: 375, height: 812 }],
    ]) {
      if (!wanted || wanted === whose) failed += await run(tasks, { browser, shop, screen });
    }
    for (const what of found) console.log(`FAILED  ${what}`);
    failed += found.length;
  }
} finally {
  await browser.close();
  await shop.close();
}
process.exit(failed === 0 ? 0 : 1);
