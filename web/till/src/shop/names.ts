/** What people call wallets and tiers, in both languages, learnt from the program in force and from members of before it that were read, and kept for when the server is away. */
import { useQuery } from "@tanstack/react-query";
import type { Said } from "@tessera/shared/api";
import { type Lang, useLang } from "@tessera/shared/i18n";
import { keep, kept } from "@tessera/shared/keeping";
import { useConnection } from "../net/connection.ts";
import { reading } from "../net/wire.ts";

interface Known {
  wallets: Record<string, { label: string; decimals: number }>;
  tiers: Record<string, string>;
}

const PLACE = "tessera.till.names";
let known = read();

function read(): Record<Lang, Known> {
  const none = () => ({ wallets: {}, tiers: {} });
  try {
    return { zh: none(), en: none(), ...(JSON.parse(kept(PLACE) ?? "{}") as object) };
  } catch {
    return { zh: none(), en: none() };
  }
}

interface Telling {
  wallets: { wallet: string; label: string; decimals: number }[];
  tier?: Named | null;
  next_tier?: Named | null;
  tiers?: Named[];
}

interface Named {
  name: string;
  label: string;
}

/** Learns the names that a member's record or a program holds. */
export function learn(member: Telling, lang: Lang) {
  const { wallets, tiers } = known[lang];
  for (const { wallet, label, decimals } of member.wallets) wallets[wallet] = { label, decimals };
  for (const tier of [member.tier, member.next_tier, ...(member.tiers ?? [])]) if (tier) tiers[tier.name] = tier.label;
  known = { ...known, [lang]: { wallets, tiers } };
  keep(PLACE, JSON.stringify(known));
}

/** Learns the names of the program in force, whoever comes first. */
export function useProgramNames() {
  const lang = useLang();
  const { up } = useConnection();
  useQuery({
    queryKey: ["program-names", lang],
    queryFn: async ({ signal }) => {
      const { wallets, tiers } = await reading<Said<"ProgramRules">>("/v1/programs/current/rules", signal);
      learn({ wallets, tiers: tiers.map(({ tier, label }) => ({ name: tier, label })) }, lang);
      return wallets.length;
    },
    enabled: up,
    retry: false,
    staleTime: 3_600_000,
  });
}

export interface Names {
  wallet: (name: string) => { label: string; decimals: number };
  tier: (name: string) => string;
}

export function useNames(): Names {
  const { wallets, tiers } = known[useLang()];
  return {
    wallet: (name) => wallets[name] ?? { label: name, decimals: 0 },
    tier: (name) => tiers[name] ?? name,
  };
}
