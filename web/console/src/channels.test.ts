import { expect, test } from "vitest";
import { nameIn } from "./channels.ts";

test.each([
  ["wechat", "微信"],
  ["kiosk-7", "kiosk-7"],
  ["constructor", "constructor"],
])("the channel %s is called %s", (channel, name) => {
  expect(nameIn({ wechat: "微信" }, channel)).toBe(name);
});
