/** What a person does with a slip that does not go up by itself. */
import { isHeld, isOpen, mayBeDropped, type Named, type Shown, type Slip } from "./slip.ts";
import type { Slips } from "./slips.ts";
import type { Surroundings } from "./surroundings.ts";

export function createActs(around: Surroundings, slips: Slips) {
  /**
   * Sends a refused slip once more under its own id: for what is not recorded, such as a right that was missing. As the act of who asks for it now,
   * or of whoever signs in next where it is handed over.
   */
  async function retry(id: string, isHandedOver = false) {
    const slip = slips.find(id);
    if (slip?.state !== "refused") return;
    const { refusal: _, free: __, ...rest } = slip;
    const free = isHandedOver || around.who()?.id;
    await slips.put({ ...rest, ...(free && { free }), state: "waiting", tries: 0 });
  }

  /** Somebody else than its maker takes a return upon themselves; nobody else does by that. */
  async function takeOver(id: string) {
    const slip = slips.find(id);
    const hand = around.who();
    if (slip && hand && isHeld(slip, hand)) await slips.put({ ...slip, free: hand.id });
  }

  /** Who sent what others had made has read so. */
  async function acknowledge(ids: string[]) {
    for (const slip of slips.list().filter(({ id, sent }) => sent && ids.includes(id))) {
      if (slip.sent) await slips.put({ ...slip, sent: { ...slip.sent, told: true } });
    }
  }

  /** Changes what a slip that was never accepted says, under its own id: at most one of the two can ever count. */
  async function amend(id: string, body: Record<string, unknown>, shown: Shown) {
    const slip = slips.find(id);
    if (slip?.state !== "waiting") return;
    const { event_id, occurred_at } = slip.body;
    await slips.put({ ...slip, body: { ...body, event_id, occurred_at }, shown });
  }

  /** Adds to what people see of a slip what only became known after it was booked. */
  async function remark(id: string, shown: Shown) {
    const slip = slips.find(id);
    if (slip) await slips.put({ ...slip, shown });
  }

  /** A person has looked at a slip that waits for one, and says what came of it. It stays in the list. */
  async function settle(id: string, by: string, note: string) {
    const slip = slips.find(id);
    if (!slip || !isOpen(slip)) return;
    if (slip.state !== "waiting" || mayBeDropped(slip, around.who())) await slips.close(slip, by, note);
  }

  /** Says who a refused sale was for, now that it is known, and lets it go up. */
  async function name(id: string, member: Named) {
    const slip = slips.find(id);
    if (slip?.state !== "refused") return;
    const { refusal: _, ...rest } = slip;
    // After the enrolment that it waits for.
    const { seq } = await around.keeper.next();
    await slips.put({ ...rest, seq, member, state: "waiting", tries: 0 });
  }

  /** Writes a refused slip anew, under a new number, at this moment and as made by who does so; the old one stays, settled, and never counted. */
  async function renew(id: string, by: string): Promise<Slip | undefined> {
    const slip = slips.find(id);
    if (slip?.state !== "refused") return undefined;
    const { kind, path, body, member, shown, offline } = slip;
    const next = await slips.add({
      kind,
      path,
      body,
      ...(member && { member }),
      shown: { ...shown, cashier: by },
      offline,
    });
    await follow(id, next.id);
    await settle(id, by, `→ ${next.id}`);
    return next;
  }

  /** What comes back of a sale that never counted under its first number comes back of it under the new one. */
  async function follow(sale: string, next: string) {
    const [before, after] = [sale, next].map((id) => encodeURIComponent(`ext:${id}`)) as [string, string];
    for (const slip of slips.list()) {
      const { kind, state, shown, path, went } = slip;
      if (kind !== "return" || state !== "waiting" || went || shown.against !== sale) continue;
      await slips.put({ ...slip, path: path.replace(before, after), shown: { ...shown, against: next } });
    }
  }

  /** Takes away an enrolment whose refusal somebody has just seen and mends: the number that was typed shall not stay. */
  async function forget(id: string) {
    const slip = slips.find(id);
    if (slip?.kind === "enrol" && slip.state === "refused") await slips.remove(id);
  }

  return { retry, takeOver, acknowledge, amend, remark, settle, name, renew, forget };
}
