/** The report of a backtest as the server writes it. Its OpenAPI document calls it an object; this is what stands in it. */
export interface Both {
  zh: string;
  en: string;
}

export interface WalletReport {
  name: string;
  label: Both;
  decimals: number;
  issued: number;
  spent: number;
  expired: number;
  outstanding: number;
  cost: string | null;
  liability: string | null;
  reward_rate: string | null;
}

export interface TierReport {
  name: string;
  label: Both;
  members: number;
  share: string | null;
  target: string | null;
}

export interface RuleReport {
  name: string;
  label: Both;
  wallet_label: Both;
  times: number;
  base: string;
  units: number;
  decimals: number;
  share: string | null;
  cost: string | null;
}

export interface Gain {
  member_id: string;
  before: string;
  after: string;
}

export interface Comparison {
  measured: string;
  gain: number;
  lose: number;
  same: number;
  gained: string;
  lost: string;
  issued_before: string;
  issued_after: string;
  largest_gains: Gain[];
  largest_losses: Gain[];
  tiers: { name: string; label: Both; before: number; after: number }[];
  wallets: { name: string; label: Both; decimals: number; issued_before: number; issued_after: number }[];
}

export interface Report {
  program: string;
  currency: string;
  currency_decimals: number;
  zone: string;
  file: { orders: number; members: number; spend: string; first: string | null; last: string | null };
  assumptions: string[];
  instants: {
    at: string;
    cost: string | null;
    reward_rate: string | null;
    wallets: WalletReport[];
    tiers: TierReport[];
  }[];
  rules: RuleReport[];
  comparison: Comparison | null;
  notes: Both[];
}

/** The report in a job's answer, if it is one. */
export function reportOf(result: unknown): Report | undefined {
  if (typeof result !== "object" || result === null || !("instants" in result)) return undefined;
  return result as Report;
}

/** Rows as CSV: cells with a comma, a quote or a line break stand in quotes, and none begins a formula. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? "" : String(value);
    const safe =
      typeof value === "string" && /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
