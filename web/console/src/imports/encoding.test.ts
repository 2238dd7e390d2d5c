import { expect, test } from "vitest";
import { isGbk, readable } from "./encoding.ts";

/** `订单,会员` in GBK. */
const GBK = new Uint8Array([0xb6, 0xa9, 0xb5, 0xa5, 0x2c, 0xbb, 0xe1, 0xd4, 0xb1, 0x0a]);
const utf8 = (text: string) => new TextEncoder().encode(text);

test("a file of GBK is told from one of UTF-8, plain, packed or cut in a letter", () => {
  expect(isGbk(GBK)).toBe(true);
  expect(isGbk(GBK.slice(0, 8))).toBe(true);
  expect(isGbk(utf8("order,member\n"))).toBe(false);
  expect(isGbk(utf8("订单,会员\n"))).toBe(false);
  expect(isGbk(utf8("订单").slice(0, 5))).toBe(false);
  expect(isGbk(new Uint8Array([0x1f, 0x8b, 0xb6, 0xa9]))).toBe(false);
  expect(isGbk(new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0xb6]))).toBe(false);
});

test("what is GBK goes up as UTF-8, anything else as it is", async () => {
  const { file, isRecoded } = await readable(new File([GBK], "orders.csv"));
  expect([isRecoded, file.name, await file.text()]).toEqual([true, "orders.csv", "订单,会员\n"]);
  const plain = new File(["订单\n"], "orders.csv");
  expect(await readable(plain)).toEqual({ file: plain, isRecoded: false });
});
