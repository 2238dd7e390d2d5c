/** What members hold of a wallet, by when it expires: rows that add up to their sum, all of one instant. */
import type { Said } from "@tessera/shared/api";

type Wallet = Pick<Said<"FiguresWallet">, "expiring" | "never" | "debt">;

export interface DueRow {
  /** A month, or one of the two that are none. */
  when: string | "never" | "owed";
  units: number;
  worth: Said<"Money"> | null;
}

export function fallingDue({ expiring, never, debt }: Wallet): { rows: DueRow[]; sum: number } {
  const rows: DueRow[] = expiring.map(({ month, units, worth }) => ({ when: month, units, worth: worth ?? null }));
  if (never !== 0) rows.push({ when: "never", units: never, worth: null });
  // What members owe is less than nothing, and has no day on which it expires.
  if (debt !== 0) rows.push({ when: "owed", units: -debt, worth: null });
  return { rows, sum: rows.reduce((sum, { units }) => sum + units, 0) };
}
