/** The trial balance by wallet. */
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";

export function useTrialBalance() {
  return useQuery({ queryKey: ["trial-balance"], queryFn: () => ask(api.GET("/v1/trial-balance")) });
}

export interface WalletAccounts {
  wallet: string;
  /** What members hold. */
  held: number;
  /** The program's accounts: what it gave is below zero, what came back above. */
  program: { kind: string; units: number; entries: number }[];
}

/** The accounts of each wallet together: `members:points` beside `program:points:earn` and the like. */
export function byWallet(accounts: readonly Said<"Account">[]): WalletAccounts[] {
  const wallets = new Map<string, WalletAccounts>();
  for (const { account, units, entries } of accounts) {
    const [side, wallet = "", kind = ""] = account.split(":");
    let found = wallets.get(wallet);
    if (!found) {
      found = { wallet, held: 0, program: [] };
      wallets.set(wallet, found);
    }
    if (side === "members") found.held = units;
    else found.program.push({ kind, units, entries });
  }
  return [...wallets.values()];
}

/** The sum of all accounts of a wallet: zero, or the books are wrong. */
export function difference(accounts: WalletAccounts): number {
  return accounts.program.reduce((sum, { units }) => sum + units, accounts.held);
}
