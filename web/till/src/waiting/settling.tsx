/** What a person can do about a slip that the server did not accept. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useState } from "react";
import { words } from "../day/words.ts";
import { reading } from "../net/wire.ts";
import { Act } from "../pieces/act.tsx";
import { takesFocus } from "../pieces/focus.ts";
import type { Slip } from "../queue/slip.ts";
import { sendWaiting, theQueue } from "../queue/use.ts";

interface SettlingProps {
  slip: Slip;
  cashier: string;
}

export function Settling({ slip, cashier }: SettlingProps) {
  const t = useWords(words);
  const [note, setNote] = useState<string | null>(null);
  const { refusal } = slip;
  if (slip.state === "approval") return <Approval slip={slip} cashier={cashier} />;

  function settle(event: FormEvent) {
    event.preventDefault();
    if (note?.trim()) void theQueue().settle(slip.id, cashier, note.trim());
  }

  /** The server has not recorded what it turned away before looking at it: the same number may be sent again. */
  const again = () => void theQueue().retry(slip.id).then(sendWaiting);
  const isNobody = slip.member !== undefined && "find" in slip.member && refusal?.code === "unknown-member";
  const mayTryNew = refusal?.next === "fix_new_id" && refusal.status === 409 && slip.kind !== "enrol";
  return (
    <div className="settling">
      <p className="fault">{said(refusal?.code, refusal?.text ?? "", t)}</p>
      {note === null ? (
        <div className="acts">
          {isNobody && <Act onAct={() => void enrolAndSend(slip)}>{t.enrolAndSend}</Act>}
          {mayTryNew && <Act onAct={() => void theQueue().renew(slip.id, cashier).then(sendWaiting)}>{t.asNew}</Act>}
          <Act onAct={again}>{t.retry}</Act>
          <Act weight="quiet" onAct={() => setNote("")}>
            {t.settle}
          </Act>
        </div>
      ) : (
        <form className="settle-form" onSubmit={settle}>
          <label>
            <span>{t.settleNote}</span>
            <input ref={takesFocus} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
          </label>
          <div className="acts">
            <Act k="Enter" weight="main" submit disabled={!note.trim()} onAct={() => undefined}>
              {t.settleDone}
            </Act>
            <Act weight="quiet" onAct={() => setNote(null)}>
              {t.cancel}
            </Act>
          </div>
        </form>
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

function Approval({ slip, cashier }: SettlingProps) {
  const t = useWords(words);
  const [said, setSaid] = useState("");

  async function ask() {
    try {
      const approval = await reading<{ status: string; comment?: string | null }>(`/v1/approvals/${slip.approval}`);
      if (approval.status === "waiting") return setSaid(t.approvalStill);
      if (approval.status === "approved") return void theQueue().settle(slip.id, cashier, approval.comment ?? "");
      setSaid(t.approvalNo(approval.comment ?? ""));
    } catch (error) {
      setSaid(problemOf(error).message);
    }
  }

  return (
    <div className="settling">
      {said && <p className="careful-text">{said}</p>}
      <div className="acts">
        <Act onAct={() => void ask()}>{t.approvalAsk}</Act>
        <Act weight="quiet" onAct={() => void theQueue().settle(slip.id, cashier, said)}>
          {t.settle}
        </Act>
      </div>
    </div>
  );
}
