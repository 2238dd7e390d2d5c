import type { Said } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { running } from "./running.ts";

const entry = (wallet: string, units: number) => ({ wallet, units }) as Said<"EntryItem">;
const item = (number: number, entries: Said<"EntryItem">[]) => ({ event: { number }, entries }) as Said<"EventEntries">;

test("each wallet runs on its own, and the latest event stands first", () => {
  const shown = running([
    item(1, [entry("points", 100), entry("growth", 100)]),
    item(2, []),
    item(3, [entry("points", -30), entry("points", 5)]),
  ]);
  expect(shown.map(({ event }) => event.number)).toEqual([3, 2, 1]);
  expect(shown[0]?.entries.map(({ balance }) => balance)).toEqual([70, 75]);
  expect(shown[2]?.entries.map(({ balance }) => balance)).toEqual([100, 100]);
});
