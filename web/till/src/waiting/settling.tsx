/** What a person can do about a slip that the server did not accept. */
import { useQuery } from "@tanstack/react-query";
import { problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { signOut } from "@tessera/shared/session";
import { type FormEvent, useEffect, useState } from "react";
import { words } from "../day/words.ts";
import { question, reading } from "../net/wire.ts";
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
  if (slip.state === "waiting") return <OfAnother slip={slip} />;
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

/** A return that somebody else noted while the server was away: it waits for that person, or for who takes it over. */
function OfAnother({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const over = () => void theQueue().takeOver(slip.id).then(sendWaiting);
  return (
    <div className="settling">
      <p className="careful-text own-words">{t.ofAnother(slip.by?.name ?? "")}</p>
      <div className="acts">
        <Act onAct={over}>{t.takeOver}</Act>
        <Act weight="quiet" onAct={() => void signOut()}>
          {t.toMaker(slip.by?.name ?? "")}
        </Act>
      </div>
    </div>
  );
}

/** Waits for a second person: who may, decides here; who may not, lets such a one sign in. */
function Approval({ slip, cashier }: SettlingProps) {
  const t = useWords(words);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["approval", slip.approval],
    queryFn: ({ signal }) => reading<Said<"Approval">>(`/v1/approvals/${slip.approval}`, signal),
    refetchInterval: 5000,
    retry: false,
  });
  const isDecided = data !== undefined && data.status !== "waiting";
  // What was decided goes up again by itself.
  useEffect(() => {
    if (isDecided) sendWaiting();
  }, [isDecided]);

  async function decide(how: "approve" | "reject") {
    try {
      await question(`/v1/approvals/${slip.approval}/${how}`, {});
      setFault("");
    } catch (error) {
      setFault(problemOf(error).message);
    }
    await refetch();
  }

  /** It must not be approved any more once it is settled here: the server says whether that is so. */
  async function withdraw() {
    setBusy(true);
    try {
      await question(`/v1/approvals/${slip.approval}/withdraw`, {});
      await theQueue().settle(slip.id, cashier, t.withdrawn);
    } catch (error) {
      setFault(problemOf(error).message);
      await refetch();
    }
    setBusy(false);
  }

  return (
    <div className="settling">
      <p className="careful-text">{t.approvalHelp}</p>
      {(fault || error) && <p className="fault">{fault || problemOf(error).message}</p>}
      <div className="acts">
        {data?.may_decide && <Act onAct={() => void decide("approve")}>{t.approve}</Act>}
        {data?.may_decide && <Act onAct={() => void decide("reject")}>{t.reject}</Act>}
        {data && !data.may_decide && <Act onAct={() => void signOut()}>{t.toApprove}</Act>}
        {data?.status === "waiting" && (
          <Act weight="quiet" busy={busy} onAct={() => void withdraw()}>
            {t.withdraw}
          </Act>
        )}
      </div>
    </div>
  );
}
