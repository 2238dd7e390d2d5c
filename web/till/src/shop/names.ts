/** What people call wallets and tiers, in both languages, learnt from the members that were read: the server's replies name them only there. */
import { type Lang, useLang } from "@tessera/shared/i18n";
import { keep, kept } from "@tessera/shared/keeping";

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
  tier?: { name: string; label: string } | null;
  next_tier?: { name: string; label: string } | null;
}

/** Learns the names that a member's record holds. */
export function learn(member: Telling, lang: Lang) {
  const { wallets, tiers } = known[lang];
  for (const { wallet, label, decimals } of member.wallets) wallets[wallet] = { label, decimals };
  for (const tier of [member.tier, member.next_tier]) if (tier) tiers[tier.name] = tier.label;
  known = { ...known, [lang]: { wallets, tiers } };
  keep(PLACE, JSON.stringify(known));
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
