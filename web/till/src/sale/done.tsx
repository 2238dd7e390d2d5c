/** After the payment: the receipt with what was earned and why, and one key to the next customer. */
import { useQueryClient } from "@tanstack/react-query";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useRef } from "react";
import { useKeys } from "../keys/use.ts";
import { Act } from "../pieces/act.tsx";
import type { Slip } from "../queue/slip.ts";
import { useSlip } from "../queue/use.ts";
import { booked, Receipt } from "../receipt/receipt.tsx";
import { useNames } from "../shop/names.ts";
import { words } from "./words.ts";

interface DoneProps {
  id: string;
  active: boolean;
  onNext: () => void;
  onReturn: (receipt: string) => void;
  /** Somebody begins to type the next member. */
  onType: (digit: string) => void;
}

export function Done({ id, active, onNext, onReturn, onType }: DoneProps) {
  const t = useWords(words);
  const slip = useSlip(id);
  const next = useRef<HTMLButtonElement>(null);
  const client = useQueryClient();
  useKeys(active, {
    Enter: onNext,
    Escape: onNext,
    F2: onNext,
    P: () => print(),
    R: () => onReturn(id),
    ...Object.fromEntries([..."0123456789"].map((digit) => [digit, () => onType(digit)])),
  });
  useEffect(() => {
    if (active) next.current?.focus();
  }, [active]);
  // Wallets and tiers have changed.
  useEffect(() => void client.invalidateQueries({ queryKey: ["member"] }), [client]);
  if (!slip) return null;
  return (
    <div className="desk done">
      <div className="desk-work done-said">
        <Stamp slip={slip} />
        <Summary slip={slip} />
        <div className="acts done-acts">
          <Act ref={next} k="Enter" weight="main" onAct={onNext}>
            {t.next}
          </Act>
          <Act k="P" onAct={() => print()}>
            {t.print}
          </Act>
          {slip.state !== "refused" && (
            <Act k="R" weight="quiet" onAct={() => onReturn(id)}>
              {t.returnThis}
            </Act>
          )}
        </div>
      </div>
      <aside className="slip">
        <Receipt slip={slip} />
      </aside>
    </div>
  );
}

/** The seal on a slip: booked, waiting, or refused. Said by its word, not by its colour alone. */
export function Stamp({ slip, word }: { slip: Slip; word?: string }) {
  const t = useWords(words);
  const waits = slip.state === "waiting" || slip.state === "parked" || slip.state === "approval";
  const ends = { refused: t.refusedStamp, approval: t.approvalStamp, waiting: t.waiting, parked: t.waiting };
  const said = ends[slip.state as keyof typeof ends] ?? word ?? t.done;
  return (
    <p className={`stamp ${slip.state === "refused" ? "bad" : waits ? "waits" : "good"}`} role="status">
      {said}
    </p>
  );
}

function Summary({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const names = useNames();
  const { shown } = slip;
  const done = booked(slip);
  const used = done ? (done.receipt.redeemed?.value.amount ?? 0) : (shown.redeem?.value ?? 0);
  const { tier, tier_before: before, earned = [] } = done?.receipt ?? {};
  return (
    <>
      <p className="done-sum">
        <span>{t.paid}</span>
        <strong className="num">{money(shown.amount - used, shown.currency, shown.decimals)}</strong>
      </p>
      {done && (
        <p className="done-gains">
          {earned.map(({ wallet, units }) => (
            <span key={wallet}>
              <b className="num">+{figure(units, names.wallet(wallet).decimals)}</b> {names.wallet(wallet).label}
            </span>
          ))}
        </p>
      )}
      {before && tier && <p className="tag good">{t.tierBecame(names.tier(tier))}</p>}
      {slip.state === "waiting" && <p className="careful-text done-help">{t.waitingHelp}</p>}
      {slip.state === "refused" && (
        <p className="fault done-help" role="alert">
          {t.refusedTitle}：{slip.refusal?.text} {t.refusedHelp}
        </p>
      )}
    </>
  );
}
