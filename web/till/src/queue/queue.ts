/**
 * The slips of this till. Each is written down before it is sent, under an event id of its own, and sent in the order of writing until the server
 * has answered: a till that is closed in between sends it again as it opens. The server counts an event id once, so a retry never counts twice.
 */
import type { Keeper } from "./keeper.ts";
import { type Hand, isHeld, isOpen, type Kind, type Named, type Shown, type Slip } from "./slip.ts";
import { type Answer, judge, refusalOf, type Verdict } from "./verdict.ts";

export interface Draft {
  kind: Kind;
  path: string;
  body: Record<string, unknown>;
  member?: Named;
  shown: Shown;
  offline: boolean;
}

export interface Surroundings {
  keeper: Keeper;
  /** Sends; an answer of status 0 where there was none. */
  send: (path: string, body: unknown) => Promise<Answer>;
  /** Asks; an answer of status 0 where there was none. */
  ask: (path: string) => Promise<Answer>;
  now: () => Date;
  /** Who is at the till; nobody while that is not known. */
  who: () => Hand | undefined;
  /** The day in the shop, `261122`, for the numbers of slips. */
  day: (at: Date) => string;
  /** Keeps other windows of this till from sending meanwhile. */
  alone: (act: () => Promise<void>) => Promise<void>;
  /** Told after each change, so that other windows read again. */
  changed?: () => void;
  /** Told what each answer says about the server. */
  heard?: (verdict: Verdict) => void;
}

export type Queue = ReturnType<typeof createQueue>;

/** How often a slip that the server fails on is tried before others pass it. */
const PATIENCE = 3;
const KEPT_DAYS = 30;

export function createQueue(around: Surroundings) {
  const { keeper } = around;
  let slips: Slip[] = [];
  const listeners = new Set<() => void>();
  let sending: Promise<void> | undefined;
  let again = false;

  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function load() {
    const kept = await keeper.all();
    const old = new Date(around.now().getTime() - KEPT_DAYS * 86_400_000).toISOString();
    const gone = kept.filter((slip) => !isOpen(slip) && slip.at < old).map((slip) => slip.id);
    if (gone.length > 0) await keeper.remove(gone);
    slips = kept.filter((slip) => !gone.includes(slip.id)).sort((a, b) => a.seq - b.seq);
    tell();
  }

  async function put(slip: Slip) {
    await keeper.put(slip);
    const rest = slips.filter(({ id }) => id !== slip.id);
    slips = [...rest, slip].sort((a, b) => a.seq - b.seq);
    tell();
    around.changed?.();
  }

  const find = (id: string) => slips.find((slip) => slip.id === id);

  /** Writes it down under a new event id. It is safe once this is answered; {@link sendAll} sends it. */
  async function add(draft: Draft): Promise<Slip> {
    const at = around.now();
    const { till, seq } = await keeper.next();
    const id = `${till}-${around.day(at)}-${String(seq).padStart(4, "0")}`;
    const when = `${at.toISOString().slice(0, 19)}Z`;
    const by = around.who();
    const slip: Slip = {
      ...draft,
      ...(by && { by }),
      id,
      seq,
      at: when,
      state: "waiting",
      tries: 0,
      body: { ...draft.body, event_id: id, occurred_at: when },
    };
    await put(slip);
    return slip;
  }

  /** The id of a member whom only the server can name; or what it said instead. */
  async function nameMember(slip: Slip): Promise<Slip | Verdict> {
    if (!slip.member) return slip;
    if ("enrolled" in slip.member) {
      const enrolment = find(slip.member.enrolled);
      const id = enrolment?.answer?.id;
      if (typeof id === "string") return named(slip, id);
      if (enrolment?.state === "waiting") return { is: "later", away: false };
      const text = enrolment?.refusal?.text ?? "";
      return { is: "refused", refusal: { status: 0, code: "not-enrolled", text, next: "stop" } };
    }
    const answer = await around.send("/v1/members/find", { text: slip.member.find });
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
    await put(next);
    return next;
  }

  async function sendOne(slip: Slip): Promise<Verdict> {
    const ready = await nameMember(slip);
    if ("is" in ready) return conclude(slip, ready, { status: 0, document: {} });
    const hand = around.who();
    const tried = { ...ready, tries: ready.tries + 1 };
    const answer = await around.send(tried.path, tried.body);
    const verdict = judge(answer);
    const isTaken = verdict.is === "done" || verdict.is === "parked" || verdict.is === "approval";
    // What was approved has been on the server under its maker's name.
    const isOthers = isTaken && !ready.approval && hand && ready.by && ready.by.id !== hand.id;
    return conclude(isOthers ? { ...tried, sent: hand } : tried, verdict, answer);
  }

  async function conclude(slip: Slip, verdict: Verdict, answer: Answer): Promise<Verdict> {
    around.heard?.(verdict);
    switch (verdict.is) {
      case "done":
      case "parked":
        await put({ ...settledBody(slip), state: verdict.is, answer: answer.document });
        break;
      case "approval":
        await put({ ...slip, state: "approval", approval: verdict.approval });
        break;
      case "refused":
        await put({ ...slip, state: "refused", refusal: verdict.refusal });
        break;
      default:
        await put({ ...slip, offline: slip.offline || ("away" in verdict && verdict.away) });
    }
    return verdict;
  }

  /** What a second person has decided goes up again under its own id: the server books what was approved, and says no to what was not. Answers whether anything was decided. */
  async function lookAtApprovals(): Promise<boolean> {
    let isAny = false;
    for (const slip of slips.filter(({ state }) => state === "approval")) {
      const { status, document } = await around.ask(`/v1/approvals/${slip.approval}`);
      if (status === 0) break;
      if (status !== 200 || document.status === "waiting") continue;
      // A person may have settled it while the answer was on its way.
      const now = find(slip.id);
      if (now?.state !== "approval") continue;
      const refund = (document.refund as { amount?: unknown } | undefined)?.amount;
      const shown = typeof refund === "number" ? { ...now.shown, refund } : now.shown;
      await put({
        ...now,
        shown: document.status === "approved" ? shown : now.shown,
        state: "waiting",
        // It is on the server already, as the act of who asked.
        free: true,
        tries: 0,
      });
      isAny = true;
    }
    return isAny;
  }

  /** Its sale has not gone up yet: until then the server cannot say what comes back of it. */
  const isAhead = ({ kind, shown }: Slip) =>
    kind === "return" && shown.against !== undefined && find(shown.against)?.state === "waiting";

  /** Sends the oldest first, a return never before its sale. Answers whether it came to the end. */
  async function pass(): Promise<boolean> {
    const passed = new Set<string>();
    for (;;) {
      const hand = around.who();
      const slip = slips.find(
        (one) => one.state === "waiting" && !passed.has(one.id) && !isHeld(one, hand) && !isAhead(one),
      );
      if (!slip) return true;
      const verdict = await sendOne(slip);
      if (verdict.is === "nobody") return false;
      if (verdict.is === "later") {
        if (verdict.away || (find(slip.id)?.tries ?? 0) < PATIENCE) return false;
        passed.add(slip.id);
      }
    }
  }

  async function run() {
    while (again) {
      again = false;
      await around.alone(async () => {
        await load();
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

  /** Sends a refused slip once more under its own id: for what is not recorded, such as a right that was missing. */
  async function retry(id: string) {
    const slip = find(id);
    if (slip?.state !== "refused") return;
    const { refusal: _, ...rest } = slip;
    // Who asks for it now, or hands it over, has seen what it is.
    await put({ ...rest, state: "waiting", free: true, tries: 0 });
  }

  /** Somebody else than its maker takes a return upon themselves. */
  async function takeOver(id: string) {
    const slip = find(id);
    if (slip && isHeld(slip, around.who())) await put({ ...slip, free: true });
  }

  /** Who sent what others had made has read so. */
  async function acknowledge(ids: string[]) {
    for (const slip of slips.filter(({ id, sent }) => sent && ids.includes(id))) {
      if (slip.sent) await put({ ...slip, sent: { ...slip.sent, told: true } });
    }
  }

  /** Changes what a slip that was never accepted says, under its own id: at most one of the two can ever count. */
  async function amend(id: string, body: Record<string, unknown>, shown: Shown) {
    const slip = find(id);
    if (slip?.state !== "waiting") return;
    const { event_id, occurred_at } = slip.body;
    await put({ ...slip, body: { ...body, event_id, occurred_at }, shown });
  }

  /** Adds to what people see of a slip what only became known after it was booked. */
  async function remark(id: string, shown: Shown) {
    const slip = find(id);
    if (slip) await put({ ...slip, shown });
  }

  /** A person has looked at a refused slip and says what came of it. It stays in the list. */
  async function settle(id: string, by: string, note: string) {
    const slip = find(id);
    if (!slip || !isOpen(slip) || slip.state === "waiting") return;
    await put({ ...settledBody(slip), state: "settled", settled: { by, note, at: around.now().toISOString() } });
  }

  /** Says who a refused sale was for, now that it is known, and lets it go up. */
  async function name(id: string, member: Named) {
    const slip = find(id);
    if (slip?.state !== "refused") return;
    const { refusal: _, ...rest } = slip;
    // After the enrolment that it waits for.
    const { seq } = await keeper.next();
    await put({ ...rest, seq, member, state: "waiting", tries: 0 });
  }

  /** Writes a refused slip anew, under a new number and at this moment; the old one stays, settled, and never counted. */
  async function renew(id: string, by: string): Promise<Slip | undefined> {
    const slip = find(id);
    if (slip?.state !== "refused") return undefined;
    const { kind, path, body, member, shown, offline } = slip;
    const next = await add({ kind, path, body, ...(member && { member }), shown, offline });
    await settle(id, by, `→ ${next.id}`);
    return next;
  }

  /** Takes away an enrolment whose refusal somebody has just seen and mends: the number that was typed shall not stay. */
  async function forget(id: string) {
    const slip = find(id);
    if (slip?.kind !== "enrol" || slip.state !== "refused") return;
    await keeper.remove([id]);
    slips = slips.filter((other) => other.id !== id);
    tell();
    around.changed?.();
  }

  return {
    load,
    remark,
    name,
    renew,
    takeOver,
    acknowledge,
    forget,
    add,
    sendAll,
    retry,
    amend,
    settle,
    find,
    list: () => slips,
    listen: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** A slip that is over: nothing personal, and no proof of a member, stays on the till. */
function settledBody(slip: Slip): Slip {
  const { member: _, ...rest } = slip;
  if (slip.kind !== "enrol") {
    const { member: __, ...body } = slip.body;
    return { ...rest, body };
  }
  return { ...rest, body: {} };
}
