/** Sends what waits: the oldest first, a return never before its sale, each once however often it is asked for. */
import { type Hand, isBarred, isHeld, type Slip } from "./slip.ts";
import { type Slips, settledBody } from "./slips.ts";
import type { Surroundings } from "./surroundings.ts";
import { type Answer, isDecided, judge, refusalOf, type Verdict } from "./verdict.ts";

/** How often a slip that the server fails on is tried before others pass it. */
const PATIENCE = 3;

export function createSender(around: Surroundings, slips: Slips) {
  let sending: Promise<void> | undefined;
  let again = false;

  /** The id of a member whom only the server can name; or what it said instead. */
  async function nameMember(slip: Slip, hand: Hand): Promise<Slip | Verdict> {
    if (!slip.member) return slip;
    if ("enrolled" in slip.member) {
      const enrolment = slips.find(slip.member.enrolled);
      const id = enrolment?.answer?.id;
      if (typeof id === "string") return named(slip, id);
      const text = enrolment?.refusal?.text ?? "";
      return { is: "refused", refusal: { status: 0, code: "not-enrolled", text, next: "stop" } };
    }
    const answer = await around.send("/v1/members/find", { text: slip.member.find }, hand);
    const verdict = judge(answer);
    if (verdict.is !== "done") return verdict;
    return typeof answer.document.id === "string"
      ? named(slip, answer.document.id)
      : { is: "refused", refusal: refusalOf(answer) };
  }

  /** From here on the number that was typed is forgotten. */
  async function named(slip: Slip, id: string): Promise<Slip> {
    const { member: _, ...rest } = slip;
    const next = { ...rest, body: { ...slip.body, member: id } };
    await slips.put(next);
    return next;
  }

  async function sendOne(slip: Slip, hand: Hand): Promise<Verdict> {
    const ready = await nameMember(slip, hand);
    if ("is" in ready) {
      return conclude({ ...slip, tries: slip.tries + 1 }, forHand(slip, ready, hand), { status: 0, document: {} });
    }
    const tried: Slip = { ...ready, tries: ready.tries + 1, went: true };
    // Before it goes: whoever finds it after a cut of power must know that it may be booked.
    await slips.put(tried);
    const answer = await around.send(tried.path, tried.body, hand);
    const verdict = forHand(slip, judge(answer), hand);
    // Nothing was booked: it is as if it had not been sent.
    if (verdict.is === "another") return conclude(ready, verdict, answer);
    const isTaken = verdict.is === "done" || verdict.is === "parked" || verdict.is === "approval";
    // What was approved has been on the server under its maker's name.
    const isOthers = isTaken && !ready.approval && ready.by && ready.by.id !== hand.id;
    return conclude(isOthers ? { ...tried, sent: hand } : tried, verdict, answer);
  }

  /** That somebody may not send what another has made says nothing about it; unless that somebody took it over. */
  function forHand({ by, free }: Slip, verdict: Verdict, hand: Hand): Verdict {
    const isAnothers = by !== undefined && by.id !== hand.id && free !== hand.id;
    return verdict.is === "refused" && verdict.refusal.status === 403 && isAnothers
      ? { is: "barred", hand: hand.id }
      : verdict;
  }

  async function conclude(slip: Slip, verdict: Verdict, answer: Answer): Promise<Verdict> {
    around.heard?.(verdict);
    switch (verdict.is) {
      case "done":
      case "parked":
        await slips.put({ ...settledBody(slip), state: verdict.is, answer: answer.document });
        break;
      case "approval":
        await slips.put({ ...slip, state: "approval", approval: verdict.approval });
        break;
      case "refused":
        await slips.put({ ...slip, state: "refused", refusal: verdict.refusal });
        break;
      case "barred":
        await slips.put({ ...slip, barred: verdict.hand });
        break;
      case "another":
        await slips.put(slip);
        break;
      default:
        await slips.put({ ...slip, offline: slip.offline || ("away" in verdict && verdict.away) });
    }
    return verdict;
  }

  /** What a second person has decided goes up again under its own id: the server books what was approved, and says no to what was not. Answers whether anything was decided. */
  async function lookAtApprovals(): Promise<boolean> {
    let isAny = false;
    for (const slip of slips.list().filter(({ state }) => state === "approval")) {
      const { status, document } = await around.ask(`/v1/approvals/${slip.approval}`);
      if (status === 0) break;
      if (status !== 200 || !isDecided(document)) continue;
      // A person may have settled it while the answer was on its way.
      const now = slips.find(slip.id);
      if (now?.state !== "approval") continue;
      if (document.status === "withdrawn") {
        // Only who asked can have done so: there is nothing to send, and nothing for anybody to look at.
        await slips.close(now, nameOf(document.decided_by), "withdrawn");
        continue;
      }
      const refund = (document.refund as { amount?: unknown } | undefined)?.amount;
      const shown = typeof refund === "number" ? { ...now.shown, refund } : now.shown;
      await slips.put({
        ...now,
        shown: document.status === "approved" || document.status === "recorded" ? shown : now.shown,
        state: "waiting",
        // It is on the server already, as the act of who asked.
        free: true,
        tries: 0,
      });
      isAny = true;
    }
    return isAny;
  }

  /** What it builds on has not gone up yet: without its sale the server cannot say what comes back, without the enrolment not whose a sale is. */
  function isAhead({ kind, shown, member }: Slip): boolean {
    if (member && "enrolled" in member) return slips.find(member.enrolled)?.state === "waiting";
    const sale = kind === "return" && shown.against !== undefined ? slips.find(shown.against) : undefined;
    return sale?.state === "waiting" || sale?.state === "refused";
  }

  /** Sends the oldest first, a return never before its sale. Answers whether it came to the end. */
  async function pass(): Promise<boolean> {
    const passed = new Set<string>();
    let mistaken = 0;
    for (;;) {
      const hand = around.who();
      if (!hand) return false;
      const mayGo = (one: Slip) => !isHeld(one, hand) && !isBarred(one, hand) && !isAhead(one);
      const slip = slips.list().find((one) => one.state === "waiting" && !passed.has(one.id) && mayGo(one));
      if (!slip) return true;
      const verdict = await sendOne(slip, hand);
      if (verdict.is === "another") {
        mistaken += 1;
        if (mistaken > PATIENCE || !(await around.confirm())) return false;
        continue;
      }
      if (verdict.is === "nobody") return false;
      if (verdict.is === "later") {
        if (verdict.away || (slips.find(slip.id)?.tries ?? 0) < PATIENCE) return false;
        passed.add(slip.id);
      }
    }
  }

  async function run() {
    while (again) {
      again = false;
      await around.alone(async () => {
        await slips.load();
        // Looking comes last, so that no sale waits for it; what was decided then goes up at once.
        if ((await pass()) && (await lookAtApprovals())) await pass();
      });
    }
  }

  /** Sends what waits, the oldest first, and looks what was decided meanwhile. Calls while it is under way make it look once more. */
  function sendAll(): Promise<void> {
    again = true;
    sending ??= run().finally(() => {
      sending = undefined;
      return again ? sendAll() : undefined;
    });
    return sending;
  }

  /** Somebody wants what waits to go up now: also what the server has kept them from sending before. */
  async function sendNow() {
    for (const slip of slips.list().filter((one) => isBarred(one, around.who()))) {
      const { barred: _, ...rest } = slip;
      await slips.put(rest);
    }
    await sendAll();
  }

  return { sendAll, sendNow };
}

const nameOf = (by: unknown) => String((by as { name?: unknown } | null | undefined)?.name ?? "");
