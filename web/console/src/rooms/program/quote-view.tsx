import type { Said } from "@tessera/shared/api";
import { figure, money, signed } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Alert } from "antd";
import type { Names } from "../../program/reading.ts";
import { Notes } from "../member/why.tsx";
import "../member/member.css";
import { words } from "./try-words.ts";

/** What an order would cost, earn and spend, and why. */
interface QuoteProps {
  quote: Said<"QuoteReply">;
  names: Names;
  isDraft: boolean;
}

export function Quote({ quote, names, isDraft }: QuoteProps) {
  const t = useWords(words);
  const cash = (value: Said<"Money">) => money(value.amount, value.currency, names.decimals);
  const { earned, redeemed, balances, tier, tier_before: before } = quote.receipt;
  const units = (wallet: string, value: number) => figure(value, names.wallet(wallet).decimals);
  return (
    <>
      {quote.refused && <Alert type="warning" showIcon title={t.refused} description={quote.refused.cashier_text} />}
      <section className="sheet" aria-live="polite">
        <h2>{t.receipt}</h2>
        <dl className="receipt">
          <div>
            <dt>{t.total}</dt>
            <dd>{cash(quote.total)}</dd>
          </div>
          {redeemed && (
            <div>
              <dt>{t.paid(`${units(redeemed.wallet, redeemed.units)} ${names.wallet(redeemed.wallet).label} `)}</dt>
              <dd>−{cash(redeemed.value)}</dd>
            </div>
          )}
          <div>
            <dt>{t.toPay}</dt>
            <dd>{cash(quote.to_pay)}</dd>
          </div>
          {earned.map((change) => (
            <div key={change.wallet}>
              <dt>{t.earns(names.wallet(change.wallet).label)}</dt>
              <dd className="in">{signed(change.units, names.wallet(change.wallet).decimals)}</dd>
            </div>
          ))}
          {balances.map((balance) => (
            <div key={balance.wallet}>
              <dt>{t.after(names.wallet(balance.wallet).label)}</dt>
              <dd>{units(balance.wallet, balance.available)}</dd>
            </div>
          ))}
          {tier && (
            <div>
              <dt>{t.tier}</dt>
              <dd>
                {before ? `${names.tier(before)} → ` : ""}
                {names.tier(tier)}
              </dd>
            </div>
          )}
        </dl>
      </section>
      <section className="sheet">
        <h2>{t.steps}</h2>
        <Notes explanation={quote.explanation} names={names} isDraft={isDraft} />
      </section>
    </>
  );
}
