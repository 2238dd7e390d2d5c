/** The slips as they are written down: read as the till opens, kept with each change, and told to who looks at them. */
import { isOpen, type Slip } from "./slip.ts";
import type { Draft, Surroundings } from "./surroundings.ts";

const KEPT_DAYS = 30;

export type Slips = ReturnType<typeof createSlips>;

export function createSlips(around: Surroundings) {
  const { keeper } = around;
  let slips: Slip[] = [];
  const listeners = new Set<() => void>();

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

  /** Writes it down under a new event id. It is safe once this is answered; then it can be sent. */
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

  /** Nothing more comes of it: says who found so, and why. It stays in the list. */
  const close = (slip: Slip, by: string, note: string) =>
    put({ ...settledBody(slip), state: "settled", settled: { by, note, at: around.now().toISOString() } });

  /** Takes one away for good. */
  async function remove(id: string) {
    await keeper.remove([id]);
    slips = slips.filter((other) => other.id !== id);
    tell();
    around.changed?.();
  }

  return {
    load,
    put,
    find,
    add,
    close,
    remove,
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
export function settledBody(slip: Slip): Slip {
  const { member: _, ...rest } = slip;
  if (slip.kind !== "enrol") {
    const { member: __, ...body } = slip.body;
    return { ...rest, body };
  }
  return { ...rest, body: {} };
}
