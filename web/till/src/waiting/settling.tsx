/** What a person can do about a slip that the server did not accept. */
import { useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import { words } from "../day/words.ts";
import { EndShift } from "../entry/shift.tsx";
import { Act } from "../pieces/act.tsx";
import { mayBeDropped, type Slip } from "../queue/slip.ts";
import { sendWaiting, theQueue, useHand } from "../queue/use.ts";
import { Approval } from "./approval.tsx";
import { SettleForm } from "./settle-form.tsx";

interface SettlingProps {
  slip: Slip;
  cashier: string;
}

export function Settling({ slip, cashier }: SettlingProps) {
  const t = useWords(words);
  const [settling, setSettling] = useState(false);
  const { refusal } = slip;
  if (slip.state === "waiting") return <OfAnother slip={slip} cashier={cashier} />;
  if (slip.state === "approval") return <Approval slip={slip} cashier={cashier} />;

  /** The server has not recorded what it turned away before looking at it: the same number may be sent again. */
  const again = () => void theQueue().retry(slip.id).then(sendWaiting);
  const isNobody = slip.member !== undefined && "find" in slip.member && refusal?.code === "unknown-member";
  const mayTryNew = refusal?.next === "fix_new_id" && refusal.status === 409 && slip.kind !== "enrol";
  return (
    <div className="settling">
      <p className="fault">{said(refusal?.code, refusal?.text ?? "", t)}</p>
      {!settling ? (
        <div className="acts">
          {isNobody && <Act onAct={() => void enrolAndSend(slip)}>{t.enrolAndSend}</Act>}
          {mayTryNew && <Act onAct={() => void theQueue().renew(slip.id, cashier).then(sendWaiting)}>{t.asNew}</Act>}
          <Act onAct={again}>{t.retry}</Act>
          <Act weight="quiet" onAct={() => setSettling(true)}>
            {t.settle}
          </Act>
        </div>
      ) : (
        <SettleForm slip={slip.id} cashier={cashier} onLeave={() => setSettling(false)} />
      )}
    </div>
  );
}

function said(code: string | undefined, text: string, t: (typeof words)["zh"]): string {
  if (code === "event-id-reused") return t.reused;
  if (code === "not-enrolled") return `${t.notEnrolled} ${text}`;
  return text;
}

/** The number that was typed turned out to be nobody's: enrols it, and lets the sale name that enrolment. */
async function enrolAndSend(slip: Slip): Promise<void> {
  const phone = slip.member && "find" in slip.member ? slip.member.find : "";
  const enrolment = await theQueue().add({
    kind: "enrol",
    path: "/v1/members",
    body: { phone, channel: "pos", ...(slip.body.store !== undefined && { home_store: slip.body.store }) },
    shown: { ...slip.shown, amount: 0, lines: [], notes: [] },
    offline: true,
  });
  await theQueue().name(slip.id, { enrolled: enrolment.id });
  sendWaiting();
}

/** A return that somebody else noted while the server was away: it waits for that person, or for who takes it over. */
function OfAnother({ slip, cashier }: SettlingProps) {
  const t = useWords(words);
  const hand = useHand();
  const [settling, setSettling] = useState(false);
  const over = () => void theQueue().takeOver(slip.id).then(sendWaiting);
  if (settling) return <SettleForm slip={slip.id} cashier={cashier} onLeave={() => setSettling(false)} />;
  return (
    <div className="settling">
      <p className="careful-text own-words">{t.ofAnother(slip.by?.name ?? "")}</p>
      <div className="acts">
        <Act onAct={over}>{t.takeOver}</Act>
        <EndShift weight="quiet">{t.toMaker(slip.by?.name ?? "")}</EndShift>
        {mayBeDropped(slip, hand) && (
          <Act weight="quiet" onAct={() => setSettling(true)}>
            {t.settle}
          </Act>
        )}
      </div>
    </div>
  );
}
