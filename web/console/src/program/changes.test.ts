import type { Said } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { changes } from "./changes.ts";

const reading = (...rules: [string, string][]) =>
  ({
    parts: rules.map(([name, text]) => ({
      subject: "rule",
      name,
      label: "",
      sentences: [{ path: `rules.${name}`, text }],
    })),
  }) as unknown as Said<"ProgramReading">;

test("what changed, came and went is told; what stayed is not", () => {
  const live = reading(["base", "每 1 元 1 积分"], ["gold", "1.2 倍"], ["old", "送 5"]);
  const draft = reading(["base", "每 1 元 1 积分"], ["gold", "1.5 倍"], ["fresh", "送 10"]);
  expect(changes(live, draft).map(({ path, before, after }) => [path, before, after])).toEqual([
    ["rules.gold", "1.2 倍", "1.5 倍"],
    ["rules.fresh", undefined, "送 10"],
    ["rules.old", "送 5", undefined],
  ]);
  expect(changes(live, live)).toEqual([]);
});
