import { expect, test } from "vitest";
import { deviceOf } from "./device.ts";

test("browsers go by the name that people know", () => {
  const safari = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
  expect(deviceOf(`Mozilla/5.0 (X11; Linux x86_64) ${safari}`)).toBe("Chrome · Linux");
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${safari} Edg/150.0.0.0`)).toBe("Edge · Windows");
  expect(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1")).toBe(
    "Safari · iOS",
  );
  expect(deviceOf(`Mozilla/5.0 (Linux; Android 16) ${safari} MicroMessenger/8.0`)).toBe("WeChat 微信 · Android");
  expect(deviceOf("demo")).toBe("demo");
});
