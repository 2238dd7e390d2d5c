import { expect, test } from "vitest";
import { phoneIn } from "./phone.ts";

test.each([
  ["13900000000", "13900000000"],
  [" 139 0000-0000 ", "13900000000"],
  ["１３９００００００００", "13900000000"],
  ["+852 5123 4567", "+85251234567"],
  ["880012345674", undefined],
  ["M000021", undefined],
  ["139", undefined],
])("%s is the phone %s", (text, phone) => {
  expect(phoneIn(text)).toBe(phone);
});
