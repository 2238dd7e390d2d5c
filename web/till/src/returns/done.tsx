/** After the return: what was taken back and given back; or who may do it. */
import { useQuery } from "@tanstack/react-query";
import type { Said } from "@tessera/shared/api";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useRef } from "react";
import { EndShift } from "../entry/shift.tsx";
import { useKeys } from "../keys/use.ts";
import { reading } from "../net/wire.ts";
import { Act } from "../pieces/act.tsx";
import type { Slip } from "../queue/slip.ts";
import { sendWaiting, theQueue, useSlip } from "../queue/use.ts";
import { booked, Receipt } from "../receipt/receipt.tsx";
import { Stamp } from "../sale/done.tsx";
import { useNames } from "../shop/names.ts";
import { usePlace } from "../shop/place.ts";
import { words } from "./words.ts";

interface DoneProps {
  id: string;
  active: boolean;
  onNext: () => void;
}

export function ReturnDone({ id, active, onNext }: DoneProps) {
  const t = useWords(words);
  const slip = useSlip(id);
  const next = useRef<HTMLButtonElement>(null);
  useKeys(active, { Enter: onNext, Escape: onNext, P: () => print() });
  useEffect(() => {
    if (active) next.current?.focus();
  }, [active]);
  if (!slip) return null;
  const { shown } = slip;
  return (
    <div className="desk done">
      <div className="desk-work done-said">
        <Stamp slip={slip} word={t.done} />
        <p className="done-sum">
          <span>{shown.refund === undefined ? t.goods : t.refund}</span>
          <strong className="num">{money(shown.refund ?? shown.amount, shown.currency, shown.decimals)}</strong>
        </p>
        <Moved slip={slip} />
        {slip.state === "waiting" && <Waiting slip={slip} />}
        {slip.state === "approval" && <Approval />}
        {slip.state === "refused" && <Refused slip={slip} />}
        <div className="acts done-acts">
          <Act ref={next} k="Enter" weight="main" onAct={onNext}>
            {t.next}
          </Act>
          <Act k="P" onAct={() => print()}>
            {t.print}
          </Act>
        </div>
      </div>
      <aside className="slip">
        <Receipt slip={slip} />
      </aside>
    </div>
  );
}

function Waiting({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const { returnAbove } = usePlace();
  const { amount, before = 0, currency, decimals } = slip.shown;
  return (
    <p className="careful-text done-help">
      {t.offline}
      {returnAbove !== null &&
        amount + before > returnAbove &&
        ` ${t.offlineAbove(money(returnAbove, currency, decimals))}`}
    </p>
  );
}

/** How often the till looks whether the manager has decided, in milliseconds, while the cashier waits for it. */
const LOOK = 4000;

/** It waits for a second person: what the cashier has to do. */
function Approval() {
  const t = useWords(words);
  useEffect(() => {
    const timer = setInterval(sendWaiting, LOOK);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="done-help" role="alert">
      <p className="careful-text">{t.approval}</p>
      <div className="acts">
        <EndShift>{t.toApprove}</EndShift>
      </div>
    </div>
  );
}

/** What the return did to the wallets. */
function Moved({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const names = useNames();
  const { taken_back: taken = [], given_back: given = [] } = booked(slip)?.receipt ?? {};
  const said = (sign: string, { wallet, units }: { wallet: string; units: number }) => {
    const { label, decimals } = names.wallet(wallet);
    return (
      <>
        <b className="num">
          {sign}
          {figure(units, decimals)}
        </b>{" "}
        {label}
      </>
    );
  };
  return (
    <p className="done-gains">
      {taken.map((change) => (
        <span key={`t${change.wallet}`} className="taken">
          {t.took} {said("−", change)}
        </span>
      ))}
      {given.map((change) => (
        <span key={`g${change.wallet}`}>
          {t.gave} {said("+", change)}
        </span>
      ))}
    </p>
  );
}

/** Who may do what the cashier may not, where the server tells the cashier. */
export function WhoMay({ scope }: { scope: string }) {
  const t = useWords(words);
  const { data } = useQuery({
    queryKey: ["roles"],
    queryFn: ({ signal }) => reading<Said<"Page_RoleItem">>("/v1/roles", signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const roles = (data?.data ?? []).filter(({ scopes }) => scopes.includes(scope) || scopes.includes("all"));
  return <>{roles.length > 0 ? t.whoMay(roles.map(({ label }) => label).join("、")) : t.whoMayUnknown}</>;
}

function Refused({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const mayNot = slip.refusal?.status === 403;
  return (
    <div className="done-help" role="alert">
      <p className="fault">
        {mayNot ? t.mayNot : `${t.refused}：`} {slip.refusal?.text}
      </p>
      {mayNot && (
        <>
          <p className="soft">
            <WhoMay scope="orders:refund" /> {t.handOverHelp}
          </p>
          <div className="acts">
            {/* Goes up as soon as somebody who may is signed in. */}
            <EndShift then={() => theQueue().retry(slip.id, true)}>{t.handOver}</EndShift>
            <Act weight="quiet" onAct={() => void theQueue().retry(slip.id).then(sendWaiting)}>
              {t.retry}
            </Act>
          </div>
        </>
      )}
    </div>
  );
}
