/** What the till wrote down before it sent it: one slip 单 for each sale, return and enrolment. */
import type { Notes } from "../sale/notes.ts";

export type Kind = "order" | "return" | "enrol";

/**
 * - `waiting`: not answered yet; goes up in order
 * - `done`: the server has booked it
 * - `parked`: a return that the server keeps until its order comes
 * - `approval`: waits for a second person
 * - `refused`: the server said no; a person has to look
 * - `settled`: a person has looked, and wrote down what came of it
 */
export type State = "waiting" | "done" | "parked" | "approval" | "refused" | "settled";

/** A member whom only the server can name: by what was typed while it was away, or by an enrolment that waits too. */
export type Named = { find: string } | { enrolled: string };

/** What people see of a slip before there is an answer. Nothing personal: a masked number, a card, or none. */
export interface Shown {
  who: string;
  amount: number;
  currency: string;
  decimals: number;
  lines?: ShownLine[];
  redeem?: { wallet: string; units: number; value: number };
  /** The receipt that a return is against. */
  against?: string;
  /** The price of what had come back of that receipt before, as far as this till knew. */
  before?: number;
  /** What a return hands back in money, by the server's word. */
  refund?: number;
  /** The reckoning of the quote, until the server has explained the sale itself. */
  notes?: Notes;
  cashier?: string;
}

export interface ShownLine {
  line: string;
  sku: string;
  quantity: string;
  amount: number;
}

/** Somebody at the till. */
export interface Hand {
  /** Who it is for the server, whatever the name becomes. */
  id: string;
  name: string;
}

/** What the server said no with. */
export interface Refusal {
  status: number;
  code: string;
  text: string;
  next: string;
}

export interface Slip {
  /** The event id, made before it is sent: a retry repeats it. */
  id: string;
  /** In the order of writing. */
  seq: number;
  kind: Kind;
  state: State;
  /** When it happened, RFC 3339. */
  at: string;
  path: string;
  /** What is sent; the same bytes each time once it has been sent. */
  body: Record<string, unknown>;
  member?: Named;
  shown: Shown;
  /** Who made it; not there where a till of before wrote it down. */
  by?: Hand;
  /** Under whose name it went up, if that was somebody else; `told` once that person has read so. */
  sent?: Hand & { told?: true };
  /** Whoever is signed in may send it, as its maker handed it over; or who it is that took it over. */
  free?: true | string;
  /** Who may not send it, by the server's word: it waits for somebody else. */
  barred?: string;
  /** How often it was sent since somebody asked for it last. */
  tries: number;
  /** It was sent, or was about to be: the server may have it. */
  went?: true;
  /** It was first sent while the server was away, or waits for it. */
  offline: boolean;
  answer?: Record<string, unknown>;
  refusal?: Refusal;
  approval?: string;
  settled?: { by: string; note: string; at: string };
}

/**
 * A return is recorded as the act of who is signed in, by that person's rights and limit: under another name than its maker's it goes up only when
 * that person has said so. Sales and enrolments are the same whoever sends them, and go up as soon as somebody is signed in who may.
 */
export const isHeld = ({ kind, state, by, free }: Slip, now: Hand | undefined) =>
  kind === "return" &&
  state === "waiting" &&
  by !== undefined &&
  now !== undefined &&
  by.id !== now.id &&
  free !== true &&
  free !== now.id;

/** Noted by mistake by somebody who has left: as it never went up, it may be dropped. */
export const mayBeDropped = (slip: Slip, now: Hand | undefined) =>
  isHeld(slip, now) && slip.tries === 0 && slip.went === undefined;

/** Who is at the till has no right to send it. */
export const isBarred = ({ state, barred }: Slip, now: Hand | undefined) =>
  state === "waiting" && barred !== undefined && barred === now?.id;

/** Still to be sent, or to be looked at by a person. */
export const isOpen = (slip: Slip) => slip.state === "waiting" || slip.state === "refused" || slip.state === "approval";
