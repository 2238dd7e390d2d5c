/** What the queue of a till stands on: where slips are kept, who is there, and the way to the server. */
import type { Keeper } from "./keeper.ts";
import type { Hand, Kind, Named, Shown } from "./slip.ts";
import type { Answer, Verdict } from "./verdict.ts";

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
  /** Sends as somebody, which the server refuses where another is signed in; an answer of status 0 where there was none. */
  send: (path: string, body: unknown, hand: Hand) => Promise<Answer>;
  /** Asks; an answer of status 0 where there was none. */
  ask: (path: string) => Promise<Answer>;
  now: () => Date;
  /** Who is at the till; nobody while that is not known. */
  who: () => Hand | undefined;
  /** Asks the server who that is, as it has said that it is another: a window of this browser has signed in as somebody else. Answers whether the server said it. */
  confirm: () => Promise<boolean>;
  /** The day in the shop, `261122`, for the numbers of slips. */
  day: (at: Date) => string;
  /** Keeps other windows of this till from sending meanwhile. */
  alone: (act: () => Promise<void>) => Promise<void>;
  /** Told after each change, so that other windows read again. */
  changed?: () => void;
  /** Told what each answer says about the server. */
  heard?: (verdict: Verdict) => void;
}
