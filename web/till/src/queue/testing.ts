/** A shop and a till for the tests of the queue. */
import { memoryKeeper } from "./keeper.ts";
import { createQueue } from "./queue.ts";
import type { Hand } from "./slip.ts";
import type { Draft } from "./surroundings.ts";
import type { Answer } from "./verdict.ts";

export const AWAY: Answer = { status: 0, document: {} };
const ANOTHER: Answer = { status: 409, document: { code: "another-signed-in", next: "retry_same_id" } };

/** A server that counts each event id once, and can be away. */
export function server() {
  const counted = new Map<string, string>();
  const seen: { path: string; body: Record<string, unknown> }[] = [];
  const next: Answer[] = [];
  let away = false;
  let losing = false;
  return {
    counted,
    seen,
    /** Answers to give instead, one request each. */
    next,
    leave: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
    /** What a second person says of what waits. */
    decided: { status: "waiting" } as Record<string, unknown>,
    ask(path: string): Promise<Answer> {
      seen.push({ path, body: {} });
      return Promise.resolve(away ? AWAY : { status: 200, document: this.decided });
    },
    /** The next is booked, but its answer does not arrive. */
    loseAnswer: () => {
      losing = true;
    },
    /** Who is signed in; whoever sends, if nobody says. */
    signedIn: undefined as Hand | undefined,
    async send(path: string, sent: unknown, hand: Hand): Promise<Answer> {
      const body = sent as Record<string, unknown>;
      if (away) return AWAY;
      if (this.signedIn && this.signedIn.id !== hand.id) return ANOTHER;
      seen.push({ path, body });
      const instead = next.shift();
      if (instead) return instead;
      if (path === "/v1/members/find") return { status: 200, document: { id: "mem_found" } };
      const id = String(body.event_id);
      const known = counted.get(id);
      const content = JSON.stringify(body);
      if (known !== undefined && known !== content) return { status: 422, document: { code: "event-id-reused" } };
      counted.set(id, content);
      if (losing) {
        losing = false;
        return AWAY;
      }
      return {
        status: known === undefined ? 201 : 200,
        document: { id: path === "/v1/members" ? "mem_new" : "ord_1" },
      };
    },
  };
}

export const keeper = () => memoryKeeper("K7Q4M");

export const LIN: Hand = { id: "stf_lin", name: "林小满" };
export const ZHOU: Hand = { id: "stf_zhou", name: "周店长" };

export function till(
  shop: ReturnType<typeof server>,
  kept = keeper(),
  who: () => Hand = () => LIN,
  confirm: () => Promise<boolean> = () => Promise.resolve(true),
) {
  return createQueue({
    keeper: kept,
    send: (path, body, hand) => shop.send(path, body, hand),
    ask: (path) => shop.ask(path),
    now: () => new Date("2026-11-22T07:30:00.250Z"),
    who,
    confirm,
    day: () => "261122",
    alone: (act) => act(),
  });
}

export const sale = (amount: number, more: Partial<Draft> = {}): Draft => ({
  kind: "order",
  path: "/v1/orders",
  body: { member: "mem_1", total: { amount, currency: "CNY" } },
  shown: { who: "", amount, currency: "CNY", decimals: 2 },
  offline: false,
  ...more,
});

export const giveBack = (): Draft => ({ ...sale(200_000), kind: "return", path: "/v1/orders/ext:a/returns" });
export const WAITS: Answer = { status: 202, document: { status: "waiting", approval: "apr_1" } };
