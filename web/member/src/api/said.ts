/** What the API says to a member, by name. What is written out here is not in its document yet. */
import type { Said } from "@tessera/shared/api";

export type Money = Said<"Money">;
export type Wallet = Said<"Wallet">;
export type Rules = Said<"ProgramRules">;
export type TierInWords = Said<"TierRules">;
export type Changed = Said<"WalletChange">;
export type Happened = Said<"EventEntries">;
export type Event = Happened["event"];
export type Note = Said<"Note">;
export type Explanation = Said<"Explanation">;

export interface Profile {
  phone?: string | null;
  name?: string | null;
  email?: string | null;
  birthday?: string | null;
}

export type Me = Said<"Member"> & {
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
}

export interface MemberCode {
  code: string;
  expires_at: string;
  refresh_seconds: number;
}
