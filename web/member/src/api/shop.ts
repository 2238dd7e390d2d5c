/** What the shop calls things and how it shows them, as the program in words says. */
import { decimalsOf, money } from "@tessera/shared/format";
import { useMemo } from "react";
import { useRules } from "./questions.ts";
import type { Money, Rules } from "./said.ts";

export interface Shop {
  /** The program's name; empty until it is known. */
  name: string;
  /** The zone of the shop's clocks. */
  zone: string;
  wallet(name: string): { label: string; decimals: number };
  /** The wallet that pays at the till, if the program names one. */
  paying: string | undefined;
  rule(name: string): string;
  cash(value: Money): string;
}

export function useShop(): Shop {
  const { data } = useRules();
  return useMemo(() => shopOf(data), [data]);
}

export function shopOf(rules: Rules | undefined): Shop {
  const wallet = (name: string) => {
    const found = rules?.wallets.find((wallet) => wallet.wallet === name);
    return { label: found?.label ?? name, decimals: found?.decimals ?? 0 };
  };
  const rule = (name: string) => rules?.rules.find((rule) => rule.rule === name);
  return {
    name: rules?.name ?? "",
    zone: rules?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    wallet,
    paying: rules?.wallets.find(({ pays }) => pays)?.wallet,
    rule: (name) => rule(name)?.label ?? name,
    cash: ({ amount, currency }) => {
      const decimals = currency === rules?.currency ? rules?.currency_decimals : undefined;
      return money(amount, currency, decimals ?? decimalsOf(currency));
    },
  };
}
