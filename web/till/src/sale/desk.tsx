/** The counter: who, what, how many points, and take the payment. The focus is always where the next scan or figure goes. */
import { useWords } from "@tessera/shared/i18n";
import { type ReactNode, useEffect, useRef } from "react";
import { useHome, useKeys, useScans } from "../keys/use.ts";
import { shapeOf } from "../members/identity.ts";
import { MemberPanel, type PanelHandle } from "../members/panel.tsx";
import { words as memberWords } from "../members/words.ts";
import { Act } from "../pieces/act.tsx";
import { isReceipt } from "../receipt/number.ts";
import { type Counter, useCounter } from "./counter.ts";
import { Done } from "./done.tsx";
import { GoodsPanel } from "./goods.tsx";
import { type PointsHandle, PointsPanel } from "./points.tsx";
import { LiveSlip } from "./slip.tsx";
import { Unsure } from "./unsure.tsx";
import { words } from "./words.ts";

interface DeskProps {
  active: boolean;
  cashier: string;
  onReturn: (receipt: string) => void;
}

/** Focus moves once what was changed is on the screen. */
const soon = (act: () => void) => void setTimeout(act, 0);

function useFocus() {
  const panel = useRef<PanelHandle>(null);
  const points = useRef<PointsHandle>(null);
  const money = useRef<HTMLInputElement>(null);
  const payButton = useRef<HTMLButtonElement>(null);
  const toMoney = () =>
    soon(() => {
      money.current?.focus();
      money.current?.select();
    });
  return {
    panel,
    points,
    money,
    payButton,
    toMember: () => soon(() => panel.current?.focus()),
    toMoney,
    // Where nothing can be paid yet, the figure is what is missing.
    toPay: () => soon(() => (payButton.current?.disabled ? toMoney() : payButton.current?.focus())),
  };
}

export function Desk({ active, cashier, onReturn }: DeskProps) {
  const t = useWords(words);
  const counter = useCounter(cashier);
  const focus = useFocus();
  const { sale, step, goods, done, unsure } = counter;
  const open = active && !done && !unsure;

  function next() {
    counter.clear();
    focus.toMember();
  }

  /** What is typed after a payment is the next member already. */
  function begin(digit: string) {
    counter.clear();
    soon(() => focus.panel.current?.type(digit));
  }

  function otherPerson() {
    step({ do: "person", person: null });
    focus.toMember();
  }

  function take() {
    if (!goods) return focus.toMoney();
    if (!sale.person) return next();
    if (counter.canPay) void counter.take();
  }

  /** An article is a line; its price is what is missing. */
  function article(sku: string) {
    step({ do: "add-line", sku });
    soon(() => document.querySelector<HTMLInputElement>(".lines tbody tr:last-child .line-price input")?.focus());
  }

  function scanned(text: string) {
    if (isReceipt(text)) return onReturn(text.toUpperCase());
    if (done) counter.clear();
    const shape = shapeOf(text);
    const isPerson = shape === "code" || (!sale.person && (shape === "card" || /^1\d{10}$/.test(text)));
    if (!isPerson) return article(text);
    step({ do: "person", person: null });
    soon(() => focus.panel.current?.find(text));
  }

  useScans(active && !unsure, scanned, (text) => isReceipt(text) || /^\d{8,22}$/.test(text));
  useHome(open);
  useKeys(open, {
    F2: otherPerson,
    F3: () => {
      step({ do: "mode", mode: sale.mode === "amount" ? "lines" : "amount" });
      focus.toMoney();
    },
    F4: () => focus.points.current?.act(),
    F9: take,
    Escape: next,
  });
  const front = useRef(focus.toMember);
  front.current = sale.person ? focus.toMoney : focus.toMember;
  useEffect(() => {
    if (active) front.current();
  }, [active]);

  if (done) return <Done id={done} active={active} onNext={next} onReturn={onReturn} onType={begin} />;
  return (
    <div className="desk">
      <div className="desk-work">
        <Band mark="一" name={<MemberTitle />}>
          <MemberPanel
            ref={focus.panel}
            person={sale.person}
            onPerson={(person) => (person ? step({ do: "person", person }) : otherPerson())}
            onDone={focus.toMoney}
          />
        </Band>
        <Band mark="二" name={t.goods}>
          <GoodsPanel ref={focus.money} sale={sale} step={step} onDone={focus.toPay} />
        </Band>
        <Band mark="三" name={t.points}>
          <PointsPanel
            ref={focus.points}
            sale={sale}
            goods={counter.calmGoods}
            quote={counter.quote.data}
            step={step}
            onDone={focus.toPay}
          />
        </Band>
      </div>
      <Side counter={counter} onPay={take} payButton={focus.payButton} />
      {unsure && <Unsure slip={unsure} busy={counter.busy} onDecide={(inFull) => void counter.decide(inFull)} />}
    </div>
  );
}

function MemberTitle() {
  return useWords(memberWords).title;
}

function Band({ mark, name, children }: { mark: string; name: ReactNode; children: ReactNode }) {
  return (
    <section className="band">
      <h2>
        <span className="band-mark seal" aria-hidden="true" lang="zh-CN">
          {mark}
        </span>
        {name}
      </h2>
      <div className="band-body">{children}</div>
    </section>
  );
}

interface SideProps {
  counter: Counter;
  onPay: () => void;
  payButton: React.RefObject<HTMLButtonElement | null>;
}

function Side({ counter, onPay, payButton }: SideProps) {
  const t = useWords(words);
  const { sale, goods, quote, busy } = counter;
  const isNobody = sale.person === null && goods !== undefined;
  return (
    <aside className="slip" aria-label={t.quote}>
      <div className="slip-paper">
        <LiveSlip sale={sale} goods={goods} quote={quote.data} error={quote.error} stale={counter.stale} />
      </div>
      <Act ref={payButton} k="F9" weight="main" disabled={!counter.canPay} busy={busy} onAct={onPay}>
        {busy ? t.paying : isNobody ? t.nobodyDone : t.pay}
      </Act>
    </aside>
  );
}
