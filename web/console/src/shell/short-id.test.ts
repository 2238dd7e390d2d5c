import { expect, test } from "vitest";
import { shortId } from "./short-id.ts";

test.each([
  ["mem_0193f000000070008000000000004a24", "mem_…4a24"],
  ["apr_0193f0000000700080000000000000ff", "apr_…00ff"],
  ["M000021", "M000021"],
  ["sh-jingan", "sh-jingan"],
  ["mem_1", "mem_1"],
  ["till-5KQ2-20261122-0001-6M9A3", "till-5KQ2-2…0001-6M9A3"],
])("%s is shown as %s", (id, shown) => {
  expect(shortId(id)).toBe(shown);
});
