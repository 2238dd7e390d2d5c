/** The return: against a receipt, by lines and quantities or by amount. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useHome, useKeys, useScans } from "../keys/use.ts";
import { isUp } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { theQueue } from "../queue/use.ts";
import { isReceipt } from "../receipt/number.ts";
import { usePlace } from "../shop/place.ts";
import { Choosing } from "./choosing.tsx";
import { ReturnDone } from "./done.tsx";
import { findOrder, type Order, unknownOrder } from "./order.ts";
import { words } from "./words.ts";

interface ReturnProps {
  active: boolean;
  cashier: string;
  /** The receipt to begin with, and a number that changes with each wish. */
  wish: { receipt: string; at: number };
  onLeave: () => void;
  onDay: () => void;
}

export function ReturnDesk({ active, cashier, wish, onLeave, onDay }: ReturnProps) {
  const { currency } = usePlace();
  const t = useWords(words);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [order, setOrder] = useState<Order | null>(null);
  const [done, setDone] = useState<string | null>(null);

  function begin() {
    setOrder(null);
    setDone(null);
    setText("");
    setFault("");
    setTimeout(() => field.current?.focus(), 0);
  }

  async function find(typed: string) {
    const receipt = typed.normalize("NFKC").trim();
    if (!receipt || busy) return;
    setBusy(true);
    setFault("");
    setDone(null);
    try {
      const found = await findOrder(receipt);
      if (found) setOrder(found);
      else if (isUp()) setFault(t.noOrder);
      else setOrder(unknownOrder(receipt, currency, theQueue().list()));
    } catch (error) {
      setFault(problemOf(error).message);
      setTimeout(() => field.current?.select(), 0);
    } finally {
      setBusy(false);
    }
  }

  const wished = useRef(find);
  wished.current = find;
  useEffect(() => {
    if (!wish.receipt || wish.at === 0) return;
    setOrder(null);
    setText(wish.receipt);
    void wished.current(wish.receipt);
  }, [wish]);
  useEffect(() => {
    if (active && !order) setTimeout(() => field.current?.focus(), 0);
  }, [active, order]);

  useScans(active && !done, (scanned) => void find(scanned.toUpperCase()), isReceipt);
  useHome(active && !order);
  useKeys(active && !done, { Escape: () => (order ? begin() : onLeave()) });

  function finish() {
    begin();
    onLeave();
  }

  if (done) return <ReturnDone id={done} active={active} onNext={finish} />;
  if (order)
    return (
      <Choosing key={order.receipt} order={order} active={active} cashier={cashier} onDone={setDone} onLeave={begin} />
    );

  function submit(event: FormEvent) {
    event.preventDefault();
    void find(text);
  }

  return (
    <div className="room">
      <header className="room-top">
        <h1>{t.title}</h1>
        <p className="soft">{t.about}</p>
      </header>
      <form className="ask" onSubmit={submit}>
        <div className="ask-field">
          <input
            ref={field}
            data-home
            data-scan="all"
            aria-label={t.receipt}
            aria-invalid={fault !== ""}
            placeholder={t.receipt}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Act k="Enter" submit busy={busy} onAct={() => undefined}>
            {busy ? t.finding : t.find}
          </Act>
        </div>
        {fault && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
      </form>
      <div className="acts">
        <Act k="F7" onAct={onDay}>
          {t.fromDay}
        </Act>
      </div>
    </div>
  );
}
