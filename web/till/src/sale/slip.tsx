/** The slip of the sale that is being made, worked out as it is typed. */
import { problemOf } from "@tessera/shared/api";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useConnection } from "../net/connection.ts";
import { NoteList } from "../receipt/receipt.tsx";
import { useNames } from "../shop/names.ts";
import { usePlace } from "../shop/place.ts";
import type { Quote } from "./quote.ts";
import type { Goods, Sale } from "./sale.ts";
import { words } from "./words.ts";

interface LiveProps {
  sale: Sale;
  goods: Goods | undefined;
  quote: Quote | null | undefined;
  error: unknown;
  /** The figures are those of a moment ago. */
  stale: boolean;
}

export function LiveSlip({ sale, goods, quote, error, stale }: LiveProps) {
  const t = useWords(words);
  const { currency } = usePlace();
  const names = useNames();
  if (!goods && !sale.person) {
    return (
      <div className="slip-empty">
        <p className="slip-empty-title">{t.emptySlip}</p>
        <p className="quiet">{t.emptySlipHelp}</p>
      </div>
    );
  }
  const redeemed = quote?.receipt.redeemed;
  const toPay = goods ? (quote && !quote.refused ? quote.to_pay.amount : goods.amount) : 0;
  return (
    <>
      <dl className={stale ? "slip-sums stale" : "slip-sums"}>
        <div>
          <dt>{t.member}</dt>
          <dd className={sale.person ? "own-words" : undefined}>{sale.person?.title ?? t.nobody}</dd>
        </div>
        <div>
          <dt>{t.total}</dt>
          <dd className="num">{money(goods?.amount ?? 0, currency)}</dd>
        </div>
        {goods && redeemed && (
          <div className="in">
            <dt>
              {t.usedPoints(
                figure(redeemed.units, names.wallet(redeemed.wallet).decimals),
                names.wallet(redeemed.wallet).label,
              )}
            </dt>
            <dd className="num">−{money(redeemed.value.amount, currency)}</dd>
          </div>
        )}
      </dl>
      <p className={stale ? "slip-pay stale" : "slip-pay"} aria-live="polite">
        <span>{t.toPay}</span>
        <strong className="num" data-to-pay>
          {money(toPay, currency)}
        </strong>
      </p>
      <Gains sale={sale} goods={goods} quote={quote} error={error} stale={stale} />
    </>
  );
}

function Gains({ sale, goods, quote, error, stale }: LiveProps) {
  const t = useWords(words);
  const names = useNames();
  const { up } = useConnection();
  if (!sale.person) return <p className="quiet slip-said">{t.nobodyHelp}</p>;
  if (!up || sale.person.id === null) return <p className="careful-text slip-said">{t.awayQuote}</p>;
  if (!goods) return null;
  if (error && !quote) {
    return (
      <p className="fault slip-said" role="alert">
        {t.quoteFailed}：{problemOf(error).message}
      </p>
    );
  }
  if (!quote) return <div className="slip-wait" role="status" aria-label={t.quote} />;
  // A quote that was refused says nothing of what the sale earns.
  if (quote.refused) return <p className="careful-text slip-said">{t.changePoints}</p>;
  const { earned, tier, tier_before: before } = quote.receipt;
  const others = quote.explanation.notes.filter(({ applied }) => !applied);
  return (
    <section className={stale ? "slip-earn stale" : "slip-earn"}>
      <h3>{earned.length > 0 ? t.earns : t.earnsNothing}</h3>
      <div className="slip-gains">
        {earned.map(({ wallet, units }) => (
          <p key={wallet}>
            <b className="num">+{figure(units, names.wallet(wallet).decimals)}</b> {names.wallet(wallet).label}
          </p>
        ))}
      </div>
      <NoteList notes={quote.explanation.notes.filter(({ applied }) => applied)} />
      {before && tier && <p className="tag good">{t.tierUp(names.tier(tier))}</p>}
      {others.length > 0 && (
        <details>
          <summary>{t.othersWhy}</summary>
          <NoteList notes={others} />
        </details>
      )}
    </section>
  );
}
