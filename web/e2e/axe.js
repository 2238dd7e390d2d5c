// No serious violation of accessibility.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What was found wrong so far: told at the end, all at once. */
export const found = [];

/** Notes what axe calls serious or critical. */
export async function checkAccess(page, where) {
  // The text editor scrolls with the keys once its text has the focus, which axe does not see.
  // Evaluated by the debugger, so that the page's own policy against foreign scripts stays as it is.
  await page.evaluate(source);
  // What is still fading in has no contrast yet.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number(effect.getComputedTiming().endTime) < 2000)
        .map(({ finished }) => finished),
    ),
  );
  // Nor has what is on its way out.
  await page
    .waitForFunction(() => !document.querySelector(".ant-form-show-help-item-leave-active"))
    .catch(() => found.push(`${where}: an error that never goes away`));
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({ exclude: [[".cm-scroller"]] }, { resultTypes: ["violations"] }),
  );
  const bad = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 140))
          .join(" | ")}`,
    );
  found.push(...bad.map((what) => `${where}: ${what}`));
}

/** Notes if something sticks out to the right. */
export async function checkFit(page, where) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > room + 1) found.push(`${where}: ${wide} px in a window of ${room} px`);
}
