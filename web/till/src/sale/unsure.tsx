/** No answer to a sale with points: whether they were spent only the server knows. The two ways on, of which one counts at most. */
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useRef } from "react";
import { Act } from "../pieces/act.tsx";
import { Leaf } from "../pieces/leaf.tsx";
import type { Slip } from "../queue/slip.ts";
import { useNames } from "../shop/names.ts";
import { words } from "./words.ts";

interface UnsureProps {
  slip: Slip;
  busy: boolean;
  onDecide: (inFull: boolean) => void;
}

export function Unsure({ slip, busy, onDecide }: UnsureProps) {
  const t = useWords(words);
  const names = useNames();
  const again = useRef<HTMLButtonElement>(null);
  const { shown } = slip;
  const points = shown.redeem ? figure(shown.redeem.units, names.wallet(shown.redeem.wallet).decimals) : "";
  useEffect(() => again.current?.focus(), []);
  return (
    <Leaf title={t.unsureTitle}>
      <p className="leaf-text">{t.unsureHelp(points)}</p>
      <div className="acts">
        <Act ref={again} k="Enter" weight="main" busy={busy} disabled={busy} onAct={() => onDecide(false)}>
          {t.unsureRetry}
        </Act>
        <Act disabled={busy} onAct={() => onDecide(true)}>
          {t.unsureFull(money(shown.amount, shown.currency, shown.decimals))}
        </Act>
      </div>
    </Leaf>
  );
}
