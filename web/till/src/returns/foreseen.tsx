/** What the return will take and give back, by the server's word, on the slip beside what is chosen. */
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useNames } from "../shop/names.ts";
import type { ReturnQuote } from "./quote.ts";
import { words } from "./words.ts";

export function Foreseen({ quote, stale }: { quote: ReturnQuote; stale: boolean }) {
  const t = useWords(words);
  const names = useNames();
  if (quote.refused) {
    // What was chosen before may have been refused for what is chosen no longer.
    if (stale) return null;
    return (
      <p className="careful-text slip-said" role="alert">
        {t.wouldRefuse} {quote.refused.cashier_text}
      </p>
    );
  }
  const { taken_back: taken = [], given_back: given = [], balances, tier, tier_before: before } = quote.receipt;
  const isTouched = ({ wallet }: { wallet: string }) => [...taken, ...given].some((change) => change.wallet === wallet);
  const units = (sign: string, { wallet, units }: { wallet: string; units: number }) =>
    `${sign}${figure(units, names.wallet(wallet).decimals)}`;
  return (
    <dl className={stale ? "slip-sums foreseen stale" : "slip-sums foreseen"} aria-live="polite">
      {quote.refund && (
        <div className="refund">
          <dt>{t.refund}</dt>
          <dd className="num" data-refund>
            {money(quote.refund.amount, quote.refund.currency)}
          </dd>
        </div>
      )}
      {taken.map((change) => (
        <div key={`t${change.wallet}`} className="taken">
          <dt>
            {t.took} {names.wallet(change.wallet).label}
          </dt>
          <dd className="num">{units("−", change)}</dd>
        </div>
      ))}
      {given.map((change) => (
        <div key={`g${change.wallet}`} className="in">
          <dt>
            {t.gave} {names.wallet(change.wallet).label}
          </dt>
          <dd className="num">{units("+", change)}</dd>
        </div>
      ))}
      {balances.filter(isTouched).map(({ wallet, balance, debt }) => (
        <div key={`b${wallet}`} className={debt > 0 ? "taken" : undefined}>
          <dt>{t.balanceAfter(names.wallet(wallet).label)}</dt>
          <dd className="num">{figure(balance, names.wallet(wallet).decimals)}</dd>
        </div>
      ))}
      {before !== undefined && (
        <div className="taken">
          <dt>{t.tier}</dt>
          <dd>
            {before ? names.tier(before) : t.noTier} → {tier ? names.tier(tier) : t.noTier}
          </dd>
        </div>
      )}
    </dl>
  );
}
