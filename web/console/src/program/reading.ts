/** What the program in force says: labels, decimals, currency and zone for all rooms. */
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { decimalsOf } from "@tessera/shared/format";
import { useLang } from "@tessera/shared/i18n";
import { useMemo } from "react";
import { inWords } from "./in-words.ts";

export type Version = Said<"ProgramVersion">;

export function useVersions() {
  return useQuery({
    queryKey: ["programs"],
    // A second person may have published since.
    staleTime: 0,
    queryFn: async () => (await ask(api.GET("/v1/programs"))).data,
  });
}

export function useVersion(version: number | undefined) {
  const lang = useLang();
  return useQuery({
    queryKey: ["programs", version, lang],
    enabled: version !== undefined,
    // A version that was published never changes, but the names of stores in its sentences do, in another window as well.
    staleTime: 0,
    queryFn: async () => {
      const said = await ask(api.GET("/v1/programs/{version}", { params: { path: { version: version ?? 0 } } }));
      return { ...said, reading: inWords(said.reading, lang) };
    },
  });
}

/** The version that decides now: the last one that has started. */
export function inForce(versions: readonly Version[] | undefined, now = Date.now()): Version | undefined {
  const started = versions?.filter((version) => Date.parse(version.starts_at) <= now) ?? [];
  return started.reduce<Version | undefined>(
    (last, version) => (last === undefined || version.version > last.version ? version : last),
    undefined,
  );
}

/** The tiers of the program in force to choose from, lowest first. */
export function useTierChoice() {
  const lang = useLang();
  const { data } = useQuery({
    queryKey: ["rules", lang],
    retry: false,
    queryFn: () => ask(api.GET("/v1/programs/current/rules")),
  });
  return useMemo(() => data?.tiers.map(({ tier, label }) => ({ value: tier, label })) ?? [], [data]);
}

export interface Names {
  zone: string;
  currency: string;
  /** Decimals of the currency's minor unit. */
  decimals: number;
  wallet(name: string): { label: string; decimals: number };
  rule(name: string): string;
  tier(name: string): string;
}

/** Names for what replies call by its name in the program; the name itself where the program says nothing, or may not be read. */
export function useNames(): Names {
  const versions = useVersions();
  const { data } = useVersion(inForce(versions.data)?.version);
  return useMemo(() => namesOf(data?.reading ?? undefined), [data]);
}

export function namesOf(reading: Said<"ProgramReading"> | undefined): Names {
  const label = (subject: string, name: string) =>
    reading?.parts.find((part) => part.subject === subject && part.name === name)?.label || name;
  const currency = reading?.currency ?? "CNY";
  return {
    zone: reading?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency,
    decimals: reading?.currency_decimals ?? decimalsOf(currency),
    wallet: (name) => {
      const wallet = reading?.wallets.find((wallet) => wallet.wallet === name);
      return { label: wallet?.label || name, decimals: wallet?.decimals ?? 0 };
    },
    rule: (name) => label("rule", name),
    tier: (name) => label("tier", name),
  };
}
