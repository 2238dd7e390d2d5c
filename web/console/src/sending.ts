/**
 * Under what the console sends what somebody does: an event id and an instant. They stay the same while it is not known what became of it, so that
 * sending again never counts twice; what was refused and corrected goes under another.
 */
import { type Problem, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import { words } from "./shell/words.ts";

export interface Stamp {
  event_id: string;
  occurred_at: string;
}

function freshStamp(kind: string, now: () => Date): Stamp {
  // Not `randomUUID`: browsers keep that from pages that are not served over TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { event_id: `${kind}-${id}`, occurred_at: now().toISOString() };
}

/** The shop looked at it and said no. Whatever else is said, or nothing: it may have been recorded, now or before. */
const isRefused = ({ status, next }: Problem) =>
  next !== "" && next !== "retry_same_id" && status !== 401 && status !== 403;

/** Sends one thing that somebody does, as often as it takes. Once an answer was lost the stamp stays: whatever is said later may be said of something else. */
export function createSending(kind: string, now = () => new Date()) {
  let stamp = freshStamp(kind, now);
  let isOpen = false;
  return async <Reply>(post: (stamp: Stamp) => Promise<Reply>): Promise<Reply> => {
    try {
      return await post(stamp);
    } catch (error) {
      const problem = problemOf(error);
      const isUnknown = !isRefused(problem) && problem.status !== 401 && problem.status !== 403;
      // That the id was used says that an attempt before was recorded.
      isOpen ||= isUnknown || problem.code === "event-id-reused";
      if (!isOpen && isRefused(problem)) stamp = freshStamp(kind, now);
      throw error;
    }
  };
}

/** One thing that is done in a dialog. */
export const useSending = (kind: string) => useState(() => createSending(kind))[0];

/** A refusal in the server's words; except that what was sent before, and not answered, was recorded after all. */
export function useRefusal(): (error: unknown) => string {
  const t = useWords(words);
  return (error) => {
    const { code, message } = problemOf(error);
    return code === "event-id-reused" ? t.recordedBefore : message;
  };
}
