/** What a person at the till can do about a return that waits for a second one. */
import type { Problem, Said } from "@tessera/shared/api";
import type { Hand } from "../queue/slip.ts";

export type Offer =
  | "approve"
  /** Approved, and broken off before it was booked: approving once more does it. */
  | "doNow"
  | "reject"
  | "withdraw"
  /** Somebody else may sign in who can. */
  | "changeOver"
  /** The server knows nothing of it: a person says what came of it. */
  | "settle";

type Known = Pick<Said<"Approval">, "status" | "done" | "may_decide" | "asked_by">;

/**
 * Who may do what is the server's word; only who asked may withdraw. To who may not see it the server does not say that it is there: only for who made the slip
 * "not known" means what it says.
 */
export function offersOf(
  approval: Known | undefined,
  problem: Problem | undefined,
  hand: Hand | undefined,
  by: Hand | undefined,
): Offer[] {
  if (problem?.isMissing) return !by || by.id === hand?.id ? ["changeOver", "settle"] : ["changeOver"];
  if (problem?.isForbidden) return ["changeOver"];
  if (!approval) return [];
  const offers: Offer[] = [];
  if (approval.status === "waiting") {
    if (approval.may_decide) offers.push("approve", "reject");
    else offers.push("changeOver");
    if (approval.asked_by.id === hand?.id) offers.push("withdraw");
  }
  if (approval.status === "approved" && !approval.done) offers.push(approval.may_decide ? "doNow" : "changeOver");
  return offers;
}
