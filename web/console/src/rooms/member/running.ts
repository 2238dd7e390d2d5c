/** Running balances: sums of what the ledger says, in the order in which it was recorded. */
import type { Said } from "@tessera/shared/api";

export interface Balanced {
  entry: Said<"EntryItem">;
  /** The wallet's balance right after it. */
  balance: number;
}

export interface Happened {
  event: Said<"EventEntries">["event"];
  entries: Balanced[];
}

/** Events with their entries, each with the balance after it; latest first. */
export function running(items: readonly Said<"EventEntries">[]): Happened[] {
  const balances = new Map<string, number>();
  const happened = items.map(({ event, entries }) => ({
    event,
    entries: entries.map((entry) => {
      const balance = (balances.get(entry.wallet) ?? 0) + entry.units;
      balances.set(entry.wallet, balance);
      return { entry, balance };
    }),
  }));
  return happened.reverse();
}
