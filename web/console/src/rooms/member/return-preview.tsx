/** What a return hands back and takes, before it is booked. The server says it; here is only how it is asked and shown. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { figure, money, signed } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { useCalm } from "@tessera/shared/screen";
import { Alert } from "antd";
import type { Names } from "../../program/reading.ts";
import { words } from "./return-words.ts";

/** What comes back, as it is sent. */
export interface Returned {
  lines: { line_id: string }[];
  amount?: Said<"Money">;
}

type Quote = Said<"ReturnQuoteReply">;

const isSomething = ({ lines, amount }: Returned) => lines.length > 0 || (amount?.amount ?? 0) > 0;

function useReturnQuote(order: string, returned: Returned) {
  const lang = useLang();
  return useQuery({
    queryKey: ["return-quote", order, returned, lang],
    enabled: isSomething(returned),
    // What was asked before may have changed since: an order, another return.
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(
        api.POST("/v1/orders/{order}/returns/quote", {
          params: { path: { order } },
          body: { ...returned, occurred_at: new Date().toISOString() },
          signal,
        }),
      ),
  });
}

export function ReturnPreview({ order, returned, names }: { order: string; returned: Returned; names: Names }) {
  const t = useWords(words);
  const calm = useCalm(returned);
  const { data, error, isPlaceholderData } = useReturnQuote(order, calm);
  if (!isSomething(returned)) return <p className="quiet return-preview">{t.nothing}</p>;
  if (error) return <Alert className="return-preview" type="warning" showIcon title={problemOf(error).message} />;
  if (!data) return <p className="quiet return-preview">{t.asking}</p>;
  const isStale = isPlaceholderData || calm !== returned;
  if (data.refused) {
    // What was chosen before may have been refused for what is chosen no longer.
    if (isStale) return <p className="quiet return-preview">{t.asking}</p>;
    return (
      <Alert
        className="return-preview"
        type="warning"
        showIcon
        title={t.refused}
        description={data.refused.cashier_text}
      />
    );
  }
  return <Preview quote={data} names={names} isStale={isStale} />;
}

function Preview({ quote, names, isStale }: { quote: Quote; names: Names; isStale: boolean }) {
  const t = useWords(words);
  const { taken_back: taken = [], given_back: given = [], balances, tier, tier_before: before } = quote.receipt;
  const labelOf = (wallet: string) => names.wallet(wallet).label;
  const changed = (wallet: string, units: number) => signed(units, names.wallet(wallet).decimals);
  return (
    <section className={isStale ? "return-preview is-stale" : "return-preview"} aria-label={t.title} aria-live="polite">
      <h3>{t.title}</h3>
      <dl className="sums">
        {quote.refund && (
          <div>
            <dt>{t.refund}</dt>
            <dd className="num">{money(quote.refund.amount, quote.refund.currency, names.decimals)}</dd>
          </div>
        )}
        {taken.map(({ wallet, units }) => (
          <div key={`taken-${wallet}`}>
            <dt>{t.taken(labelOf(wallet))}</dt>
            <dd className="num out">{changed(wallet, -units)}</dd>
          </div>
        ))}
        {given.map(({ wallet, units }) => (
          <div key={`given-${wallet}`}>
            <dt>{t.given(labelOf(wallet))}</dt>
            <dd className="num in">{changed(wallet, units)}</dd>
          </div>
        ))}
        {balances.map(({ wallet, balance, debt }) => (
          <div key={`after-${wallet}`}>
            <dt>{t.after(labelOf(wallet))}</dt>
            <dd className={debt > 0 ? "num out" : "num"}>
              {figure(balance, names.wallet(wallet).decimals)}
              {debt > 0 && <small> {t.owed}</small>}
            </dd>
          </div>
        ))}
        {before !== undefined && (
          <div>
            <dt>{t.tier}</dt>
            <dd>
              <s className="quiet">{before ? names.tier(before) : t.noTier}</s> → {tier ? names.tier(tier) : t.noTier}
            </dd>
          </div>
        )}
      </dl>
      {taken.length === 0 && given.length === 0 && <p className="quiet">{t.nothingMoves}</p>}
      {quote.needs_approval && <Alert type="info" showIcon title={t.needsApproval} />}
    </section>
  );
}
