/** What comes back of an order. */
import { decimalsOf, figure, money, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { sentQuantity, shownQuantity, typedAmount } from "../amounts/lines.ts";
import { useKeys } from "../keys/use.ts";
import { useConnection } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import type { Draft } from "../queue/surroundings.ts";
import { outcome, theQueue } from "../queue/use.ts";
import { useNames } from "../shop/names.ts";
import { usePlace } from "../shop/place.ts";
import { Foreseen } from "./foreseen.tsx";
import { LineChoice } from "./lines.tsx";
import { handedBack, type Order, priceOf, priceOfAll, type Taken } from "./order.ts";
import { useReturnQuote } from "./quote.ts";
import { words } from "./words.ts";

interface ChoosingProps {
  order: Order;
  active: boolean;
  cashier: string;
  onDone: (id: string) => void;
  onLeave: () => void;
}

function draftOf(order: Order, taken: Taken, amount: number, reason: string, cashier: string, offline: boolean): Draft {
  const { currency } = order;
  const lines = order.lines.filter((line) => (taken[line.line] ?? 0) > 0);
  return {
    kind: "return",
    path: `/v1/orders/${encodeURIComponent(order.reference)}/returns`,
    body: {
      ...(order.lines.length > 0
        ? {
            lines: lines.map((line) => ({
              line_id: line.line,
              // All that is left needs no figure.
              ...(taken[line.line] !== line.left && { quantity: sentQuantity(taken[line.line] ?? 0) }),
            })),
          }
        : { amount: { amount, currency } }),
      ...(reason && { reason }),
    },
    shown: {
      who: order.who,
      amount,
      currency,
      decimals: decimalsOf(currency),
      against: order.receipt,
      ...(order.before > 0 && { before: order.before }),
      cashier,
      lines: lines.map((line) => ({
        line: line.line,
        sku: line.sku,
        quantity: shownQuantity(taken[line.line] ?? 0),
        amount: priceOf(line, taken[line.line] ?? 0),
      })),
    },
    offline,
  };
}

export function Choosing({ order, active, cashier, onDone, onLeave }: ChoosingProps) {
  const t = useWords(words);
  const { up } = useConnection();
  const [taken, setTaken] = useState<Taken>({});
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const decimals = decimalsOf(order.currency);
  const byLines = order.lines.length > 0;
  const most = order.total - order.before;
  const whole = typedAmount(typed, decimals);
  const amount = byLines ? priceOfAll(order, taken) : (whole ?? 0);
  const isWrong = !byLines && typed.trim() !== "" && (whole === undefined || whole <= 0 || whole > most);
  const ready = byLines
    ? Object.values(taken).some((part) => part > 0)
    : whole !== undefined && whole > 0 && whole <= most;
  const isOver = byLines ? order.lines.every(({ left }) => left === 0) : most <= 0;
  const cash = (value: number) => money(value, order.currency, decimals);
  const draft = ready ? draftOf(order, taken, amount, reason.trim(), cashier, !up) : null;
  const { quote, stale } = useReturnQuote(order, draft);

  useEffect(() => {
    first.current?.focus();
    first.current?.select();
  }, []);

  async function confirm() {
    if (!draft || busy) return;
    setBusy(true);
    const { id } = await theQueue().add(draft);
    const slip = await outcome(id);
    if (slip?.state === "done") {
      const refund = await handedBack(order);
      if (refund !== undefined) await theQueue().remark(id, { ...slip.shown, refund });
    }
    setBusy(false);
    onDone(id);
  }

  useKeys(active, {
    F3: () => setTaken(Object.fromEntries(order.lines.map(({ line, left }) => [line, left]))),
    F9: () => void confirm(),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void confirm();
  }

  return (
    <form className="desk returning" onSubmit={submit}>
      <div className="desk-work">
        <header className="room-top">
          <h1>{t.title}</h1>
          <OrderHead order={order} />
        </header>
        {isOver && <p className="careful-text">{t.allBack}</p>}
        {!isOver && byLines && (
          <LineChoice
            order={order}
            taken={taken}
            first={first}
            onTake={(line, part) => setTaken({ ...taken, [line]: part })}
          />
        )}
        {!isOver && !byLines && (
          <label className="amount-field smaller">
            <span aria-hidden="true">{order.currency === "CNY" ? "¥" : order.currency}</span>
            <input
              ref={first}
              aria-label={t.amount}
              aria-invalid={isWrong}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0.00"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        )}
        {!isOver && !byLines && (
          <p className={isWrong ? "fault" : "quiet"} role={isWrong ? "alert" : undefined}>
            {isWrong ? t.amountWrong(order.at === "" ? "–" : cash(most)) : t.amountHint}
          </p>
        )}
        {!isOver && (
          <label className="reason">
            <span>{t.reason}</span>
            <input maxLength={120} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
        )}
      </div>
      <aside className="slip">
        <div className="slip-paper">
          <p className="slip-pay">
            <span>{t.goods}</span>
            <strong className="num">{cash(amount)}</strong>
          </p>
          {!up && <p className="careful-text slip-said">{t.offline}</p>}
          {quote ? (
            <>
              <Foreseen quote={quote} stale={stale} />
              {quote.needs_approval ? (
                <p className="careful-text slip-said">{t.needsApproval}</p>
              ) : (
                stale && <Above order={order} amount={amount} />
              )}
            </>
          ) : (
            <Unforeseen order={order} amount={amount} ready={ready} isOver={isOver} />
          )}
        </div>
        <div className="acts">
          {byLines && !isOver && (
            <Act k="F3" onAct={() => setTaken(Object.fromEntries(order.lines.map(({ line, left }) => [line, left])))}>
              {t.all}
            </Act>
          )}
          <Act k="Esc" weight="quiet" onAct={onLeave}>
            {t.back}
          </Act>
        </div>
        <Act k="F9" weight="main" disabled={!ready || busy} busy={busy} onAct={() => void confirm()}>
          {busy ? t.confirming : t.confirm}
        </Act>
      </aside>
    </form>
  );
}

/** What is known while the server says nothing of it. */
function Unforeseen(props: { order: Order; amount: number; ready: boolean; isOver: boolean }) {
  const { order, amount, ready, isOver } = props;
  const t = useWords(words);
  const { up } = useConnection();
  return (
    <>
      <Above order={order} amount={amount} />
      {order.redeemed && amount > 0 && <p className="careful-text slip-said">{t.lessPoints}</p>}
      {!isOver && <p className="quiet slip-said">{ready ? up && t.after : t.nothing}</p>}
    </>
  );
}

/** That somebody else has to approve it, as far as the till can tell by itself. */
function Above({ order, amount }: { order: Order; amount: number }) {
  const t = useWords(words);
  const { up } = useConnection();
  const { returnAbove } = usePlace();
  if (returnAbove === null || amount + order.before <= returnAbove) return null;
  const limit = money(returnAbove, order.currency, decimalsOf(order.currency));
  return <p className="careful-text slip-said">{(up ? t.above : t.offlineAbove)(limit)}</p>;
}

function OrderHead({ order }: { order: Order }) {
  const t = useWords(words);
  const { zone } = usePlace();
  const names = useNames();
  const decimals = decimalsOf(order.currency);
  const cash = (value: number) => money(value, order.currency, decimals);
  const isKnown = order.at !== "";
  return (
    <div className="order-head">
      <p>
        <strong className="mono">{order.receipt}</strong>
        {isKnown && <span className="soft"> {time(order.at, zone)}</span>}
        {order.who && <span className="soft own-words"> · {order.who}</span>}
      </p>
      {isKnown ? (
        <p className="soft">
          {t.total} {cash(order.total)}
          {order.redeemed &&
            ` · ${t.redeemed(
              figure(order.redeemed.units, names.wallet(order.redeemed.wallet).decimals),
              names.wallet(order.redeemed.wallet).label,
              cash(order.redeemed.value),
            )}`}
          {order.before > 0 && ` · ${t.before(cash(order.before))}`}
        </p>
      ) : (
        <p className="careful-text">
          {t.unknownAway(order.receipt)}
          {order.before > 0 && ` ${t.beforeHere(cash(order.before))}`}
        </p>
      )}
    </div>
  );
}
