import { expect, test } from "vitest";
import { belongs, freshName, giveKind, labelOf, namesIn } from "./program.ts";
import { read } from "./read.ts";
import { newCap, newRule, newTiers, newWallet, type RuleStart } from "./starts.ts";
import type { Table } from "./value.ts";
import { whole } from "./write.ts";

test("findings belong to the part that their path names, by place or by name", () => {
  expect(belongs("rules[2].give.rate", "rules", 2, "base")).toBe(true);
  expect(belongs("rules.base", "rules", 2, "base")).toBe(true);
  expect(belongs("rules[20].give", "rules", 2, "base")).toBe(false);
  expect(belongs("rules.base_2", "rules", 2, "base")).toBe(false);
  expect(belongs("wallets.points", "wallets", undefined, "points")).toBe(true);
});

test("names are free, labels speak the language", () => {
  expect(freshName("base", ["base", "base_2"])).toBe("base_3");
  expect(labelOf({ zh: "积分", en: "points" }, "en", "p")).toBe("points");
  expect(labelOf("Points", "zh", "p")).toBe("Points");
  expect(labelOf(undefined, "zh", "p")).toBe("p");
});

test("what begins is a document that reads back", () => {
  const starts: RuleStart[] = ["rate", "bands", "bonus", "join", "activity", "multiply"];
  const document: Table = {
    program: { code: "x", name: "X", currency: "CNY", time_zone: "Asia/Shanghai" },
    wallets: { points: newWallet() },
    rules: starts.map((start) => newRule(start, "points", [])),
    caps: [newCap("points", [])],
    tiers: newTiers(),
  };
  const back = read(whole(document));
  expect("document" in back && back.document).toEqual(document);
  expect((document.rules as Table[]).map(giveKind)).toEqual(["rate", "bands", "units", "units", "units", "multiply"]);
  expect(namesIn(document, "zh").tiers.map(({ label }) => label)).toEqual(["普通", "白银"]);
});
