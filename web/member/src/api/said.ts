/** What the API says to a member. Written by hand where the generated types do not have it yet. */
import type { Said } from "@tessera/shared/api";

export type Money = Said<"Money">;

/** Units that end on a day. */
export interface Expiring {
  last_day: string;
  units: number;
  worth?: Money | null;
}

export type Wallet = Said<"Wallet"> & {
  /** What the units that can be spent are worth. */
  worth?: Money | null;
  /** What expires, soonest first. */
  expiring?: Expiring[];
};

export interface Profile {
  phone?: string | null;
  name?: string | null;
  email?: string | null;
  birthday?: string | null;
}

export type Me = Omit<Said<"Member">, "wallets"> & {
  wallets: Wallet[];
  card_number?: string | null;
  status?: string;
  /** Masked. */
  profile?: Profile | null;
};

export interface MemberSession {
  kind: string;
  id: string;
  expires_at: string;
}

export interface CodeSent {
  retry_after_seconds: number;
  expires_at: string;
  /** The code itself, where the shop is one to try things in. */
  shown_code?: string | null;
}

export interface MemberCode {
  code: string;
  expires_at: string;
  refresh_seconds: number;
}

export interface TierInWords {
  tier: string;
  label: string;
  reached: string;
  benefits: string[];
}

export interface Rules {
  version: number;
  name: string;
  sentences: { section: string; text: string }[];
  worth?: { points: number; amount: Money } | null;
  time_zone?: string;
  currency?: string;
  currency_decimals?: number;
  wallets?: { wallet: string; label: string; decimals: number; pays: boolean }[];
  rules?: { rule: string; label: string; wallet?: string | null }[];
  tiers?: TierInWords[];
}

export interface Changed {
  wallet: string;
  label: string;
  decimals: number;
  units: number;
}

export type Happened = Said<"EventEntries"> & { changes?: Changed[] };
export type Event = Happened["event"];

export type Note = Said<"Note"> & { label?: string | null; decimals?: number; wallet?: string | null };
export interface Explanation {
  version: number;
  notes: Note[];
}
