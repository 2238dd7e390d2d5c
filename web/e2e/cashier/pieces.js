// Steps that several tasks of a cashier take.
import assert from "node:assert/strict";

export const PASSWORD = "four quiet tea houses";
export const PHONE = "13800138000";
const STORE = "sh-xuhui";

/** Types as a hand does, then presses keys one by one, as the page has taken in the last. */
export async function type(page, text, ...keys) {
  await page.waitForTimeout(60);
  await page.keyboard.type(text, { delay: 50 });
  for (const key of keys) {
    await page.waitForTimeout(350);
    await page.keyboard.press(key);
  }
  await page.waitForTimeout(60);
}

/** Types as a scanner does. */
export async function scan(page, text) {
  await page.waitForTimeout(200);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
}

export const stamped = (page, word) => page.locator(".stamp:visible", { hasText: word }).waitFor();
export const gains = (page, text) => page.locator(".slip-gains", { hasText: text }).waitFor();
export const toPay = (page, text) => page.locator("[data-to-pay]", { hasText: text }).waitFor();
export const points = (member) => member.wallets.find(({ wallet }) => wallet === "points").available;

/** Puts a store and a cashier into the shop, and adds ways to ask behind the till's back. */
export async function prepare(shop) {
  const ask = async (method, path, body) => {
    const answer = await fetch(shop.address + path, {
      method,
      headers: { authorization: `Bearer ${shop.keys.all}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const said = answer.status === 204 ? {} : await answer.json();
    assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  // Whatever limits were tried in the console before.
  await ask("PUT", "/v1/settings/approval", { adjust_above: 1000, return_above: 100_000, publish: true });
  await ask("PUT", `/v1/stores/${STORE}`, { name: "徐汇店", zone: "Asia/Shanghai", kind: "own", active: true });
  const staff = { name: "wang", display_name: "王小秋", role: "cashier", store: STORE };
  const { invitation } = await ask("POST", "/v1/staff", staff);
  await ask("POST", "/v1/invitations/accept", { token: invitation, password: PASSWORD });
  let last = "";
  Object.assign(shop, {
    ask,
    member: async (phone) => {
      const { id } = await ask("POST", "/v1/members/find", { text: phone });
      return ask("GET", `/v1/members/${id}`);
    },
    /** The code of the last message that the shop sent. */
    code: async () => {
      for (let tries = 0; tries < 40; tries += 1) {
        const { data } = await ask("GET", "/v1/messages");
        const code = /\b\d{6}\b/.exec(data[0]?.text ?? "")?.[0];
        if (code && code !== last) {
          last = code;
          return code;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error("no code was sent");
    },
  });
}
