/** Who stands at the till: found, enrolled, proven. The server says who it is; here is only how it is asked. */
import { question, reading } from "../net/wire.ts";

/** What is shown of a person, masked by the server. */
export interface Profile {
  phone?: string | null;
  name?: string | null;
  email?: string | null;
  birthday?: string | null;
}

/** Lets the member's points be spent, for a quarter of an hour. */
export interface Proof {
  token: string;
  expires_at: string;
}

export interface Found {
  id: string;
  by: string;
  status: string;
  profile: Profile | null;
  card_number: string | null;
  proof: Proof | null;
}

export interface Enrolled {
  id: string;
  existing: boolean;
  card_number?: string | null;
}

/** Asks who a scanned or typed text stands for. A member code is used up by it. */
export const findMember = (text: string) => question<Found>("/v1/members/find", { text });

/** Sends a code to the member's phone. */
export const sendCode = (member: string) =>
  question<{ expires_at?: string; retry_after_seconds?: number }>(`/v1/members/${member}/proof-codes`, {});

/** Takes the code that the member read out. */
export const proveByCode = (member: string, code: string) => question<Proof>(`/v1/members/${member}/proof`, { code });

export interface Standing {
  id: string;
  ext_id?: string | null;
  card_number?: string | null;
  profile?: Profile | null;
  status?: string;
  spend: { amount: number; currency: string };
  tier?: { name: string; label: string } | null;
  next_tier?: {
    name: string;
    label: string;
    wallet?: string | null;
    missing: number;
    measured: number;
    from: number;
  } | null;
  wallets: { wallet: string; label: string; decimals: number; available: number; pending: number; debt: number }[];
}

/** The member's wallets and tier. */
export const standing = (member: string, signal?: AbortSignal) => reading<Standing>(`/v1/members/${member}`, signal);
