/** New parts as they begin: whole enough for the check to read, to be changed at once. */
import { freshName } from "./program.ts";
import type { Table } from "./value.ts";

export type RuleStart = "rate" | "bands" | "bonus" | "join" | "activity" | "multiply";

const RULES: Record<RuleStart, { name: string; label: Table; on: string; give: Table }> = {
  rate: { name: "base", label: { zh: "消费积分", en: "points on spend" }, on: "order", give: { rate: 1 } },
  bands: {
    name: "banded",
    label: { zh: "阶梯积分", en: "points by bands" },
    on: "order",
    give: {
      mode: "whole",
      bands: [
        { from: 0, rate: 1 },
        { from: 100, rate: "1.2" },
      ],
    },
  },
  bonus: {
    name: "bonus",
    label: { zh: "满额加赠", en: "bonus from an amount on" },
    on: "order",
    give: { units: 50, threshold: 200 },
  },
  join: { name: "sign_up", label: { zh: "注册送积分", en: "points for joining" }, on: "join", give: { units: 100 } },
  activity: {
    name: "check_in",
    label: { zh: "每日签到", en: "daily check-in" },
    on: "activity:check_in",
    give: { units: 5 },
  },
  multiply: { name: "double", label: { zh: "双倍积分", en: "double points" }, on: "order", give: { multiply: 2 } },
};

export function newRule(start: RuleStart, wallet: string, taken: readonly string[]): Table {
  const { name, label, on, give } = structuredClone(RULES[start]);
  return { name: freshName(name, taken), label, on, wallet, give };
}

export const newCap = (wallet: string, taken: readonly string[]): Table => ({
  name: freshName("spend_a_day", taken),
  label: { zh: "单日计分消费上限", en: "spend that earns in a day" },
  counts: "spend",
  wallet,
  per: "day",
  limit: 5000,
});

export const newWallet = (): Table => ({ label: { zh: "新账户", en: "new wallet" } });

export const newTiers = (): Table => ({
  measure: { kind: "spend", window: "lifetime" },
  tier: [
    { name: "base", label: { zh: "普通", en: "base" }, from: 0 },
    { name: "silver", label: { zh: "白银", en: "silver" }, from: 1000 },
  ],
});

export const newTier = (from: number, taken: readonly string[]): Table => {
  const name = freshName("tier", taken);
  return { name, label: { zh: "新等级", en: "new tier" }, from };
};
