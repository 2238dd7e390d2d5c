/** What an answer means for a slip. The server says it: by its status, and by `next` in its problems. */
import type { Refusal } from "./slip.ts";

/** An answer: the HTTP status and the body. Status 0: there was none. */
export interface Answer {
  status: number;
  document: Record<string, unknown>;
}

export type Verdict =
  | { is: "done" | "parked" }
  | { is: "approval"; approval: string }
  /** Nothing is lost by sending the same again; `away` if the server was not there at all. */
  | { is: "later"; away: boolean }
  /** Nobody is signed in: again once somebody is. */
  | { is: "nobody" }
  /** Somebody else is signed in than it was sent for, and nothing was booked: again for who that is. */
  | { is: "another" }
  /** Who is signed in may not send what another has made: it waits for somebody else. */
  | { is: "barred"; hand: string }
  | { is: "refused"; refusal: Refusal };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the server said no with, in words that a cashier can read out. */
export function refusalOf({ status, document }: Answer): Refusal {
  const faults = Array.isArray(document.errors) ? document.errors : [];
  const said = text(document.cashier_text) || text(document.detail) || text(document.title);
  const more = faults.map((fault) => text((fault as Record<string, unknown>).detail)).filter((one) => one !== said);
  return {
    status,
    code: text(document.code) || `${status}`,
    text: [said, ...more].filter(Boolean).join(" "),
    next: text(document.next) || "stop",
  };
}

/** Whether an answer says that the server, or what it keeps things in, is not there. One part of it that is closed is no reason to stop all the rest. */
export function isAway(status: number, code: string): boolean {
  // A proxy in front may answer for a server that is gone: without a problem document it is not ours.
  if (status === 0 || (status >= 500 && !code)) return true;
  return status === 503 && (code === "unavailable" || code === "timed-out" || code.startsWith("database-"));
}

/** Whether an approval is settled: decided, and what was approved is done. Until then the server answers a return with the approval again. */
export const isDecided = ({ status, done }: { status?: unknown; done?: unknown }) =>
  status !== "waiting" && (status !== "approved" || done === true);

export function judge(answer: Answer): Verdict {
  const { status, document } = answer;
  if (status === 202 && typeof document.approval === "string") return { is: "approval", approval: document.approval };
  if (status === 202) return { is: "parked" };
  if (status >= 200 && status < 300) return { is: "done" };
  if (status === 401) return { is: "nobody" };
  if (document.code === "another-signed-in") return { is: "another" };
  if (isAway(status, text(document.code))) return { is: "later", away: true };
  if (status === 408 || status === 429 || status >= 500 || document.next === "retry_same_id") {
    return { is: "later", away: false };
  }
  return { is: "refused", refusal: refusalOf(answer) };
}
