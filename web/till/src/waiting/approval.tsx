/** A return that waits for a second person: who may, decides here; who may not, lets such a one sign in. */
import { useQuery } from "@tanstack/react-query";
import { problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useState } from "react";
import { words } from "../day/words.ts";
import { EndShift } from "../entry/shift.tsx";
import { deed, reading } from "../net/wire.ts";
import { Act } from "../pieces/act.tsx";
import type { Slip } from "../queue/slip.ts";
import { confirmHand, sendWaiting, theQueue, useHand } from "../queue/use.ts";
import { isDecided } from "../queue/verdict.ts";
import { Matter } from "./matter.tsx";
import { type Offer, offersOf } from "./offers.ts";
import { SettleForm } from "./settle-form.tsx";

interface ApprovalProps {
  slip: Slip;
  cashier: string;
}

export function Approval({ slip, cashier }: ApprovalProps) {
  const t = useWords(words);
  const hand = useHand();
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const [settling, setSettling] = useState(false);
  const { data, error, refetch } = useQuery({
    // What may be done about it depends on who asks.
    queryKey: ["approval", slip.approval, hand?.id],
    queryFn: ({ signal }) => reading<Said<"Approval">>(`/v1/approvals/${slip.approval}`, signal),
    refetchInterval: 5000,
    retry: false,
  });
  const isOver = data !== undefined && isDecided(data);
  // What was decided goes up again by itself.
  useEffect(() => {
    if (isOver) sendWaiting();
  }, [isOver]);

  async function act(how: "approve" | "reject" | "withdraw") {
    if (!hand) return;
    setBusy(true);
    try {
      await deed(`/v1/approvals/${slip.approval}/${how}`, {}, hand);
      setFault("");
      // It must not be approved any more once it is settled here: the server has said that it is so.
      if (how === "withdraw") await theQueue().settle(slip.id, cashier, t.withdrawn);
    } catch (error) {
      const problem = problemOf(error);
      setFault(problem.message);
      if (problem.code === "another-signed-in") await confirmHand();
    }
    await refetch();
    setBusy(false);
  }

  const problem = error ? problemOf(error) : undefined;
  const offers = offersOf(data, problem, hand, slip.by);
  const offered = (offer: Offer) => offers.includes(offer);
  if (settling) return <SettleForm slip={slip.id} cashier={cashier} onLeave={() => setSettling(false)} />;
  return (
    <div className="settling">
      <p className="careful-text">{data?.status === "approved" ? t.approvedHelp : t.approvalHelp}</p>
      {data && <Matter approval={data} />}
      {(fault || problem) && <p className="fault">{fault || problem?.message}</p>}
      <div className="acts">
        {offered("approve") && <Act onAct={() => void act("approve")}>{t.approve}</Act>}
        {offered("doNow") && <Act onAct={() => void act("approve")}>{t.doNow}</Act>}
        {offered("reject") && <Act onAct={() => void act("reject")}>{t.reject}</Act>}
        {offered("changeOver") && <EndShift>{problem ? t.toAnother : t.toApprove}</EndShift>}
        {offered("withdraw") && (
          <Act weight="quiet" busy={busy} onAct={() => void act("withdraw")}>
            {t.withdraw}
          </Act>
        )}
        {offered("settle") && (
          <Act weight="quiet" onAct={() => setSettling(true)}>
            {t.settle}
          </Act>
        )}
      </div>
    </div>
  );
}
