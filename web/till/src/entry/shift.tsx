/** 换班: the way out for who is at the till, and in for somebody else. */
import { Problem, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { signOut } from "@tessera/shared/session";
import { type ReactNode, useState } from "react";
import { isUp, look, report, useConnection } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { words } from "../till/words.ts";
import { forget } from "./remembered.ts";

/** Signs out at the server first, and only then here: without it nobody else could sign in, and nothing could be sold. */
export async function endShift(): Promise<void> {
  // That the server has gone is noticed some seconds later only.
  await look();
  if (!isUp()) throw new Problem(0, {});
  try {
    await signOut();
  } catch (error) {
    if (problemOf(error).isUnreachable) report(false);
    throw error;
  }
  forget();
}

/** Ending the shift, and why that does not work now. */
export function useShift() {
  const t = useWords(words);
  const { up } = useConnection();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  /** `then`: what is to be left for who comes next. */
  async function end(then?: () => Promise<unknown>) {
    setBusy(true);
    setFault("");
    try {
      await endShift();
      await then?.();
    } catch (error) {
      const problem = problemOf(error);
      if (!problem.isUnreachable) setFault(problem.message);
    }
    setBusy(false);
  }
  return { may: up, busy, end, said: up ? fault : t.signOutAway };
}

interface EndShiftProps {
  children: ReactNode;
  weight?: "plain" | "quiet";
  then?: () => Promise<unknown>;
}

/** A button that makes room for somebody else. */
export function EndShift({ children, weight = "plain", then }: EndShiftProps) {
  const { may, busy, said, end } = useShift();
  return (
    <>
      <Act weight={weight} disabled={!may} busy={busy} onAct={() => void end(then)}>
        {children}
      </Act>
      {said && (
        <small className="careful-text" role="status">
          {said}
        </small>
      )}
    </>
  );
}
