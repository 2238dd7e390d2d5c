/** The order that something is brought back of: as the server has it, or, while that is away, as this till wrote it down. */
import type { Said } from "@tessera/shared/api";
import { minor } from "@tessera/shared/format";
import { isUp } from "../net/connection.ts";
import { reading } from "../net/wire.ts";
import type { Slip } from "../queue/slip.ts";
import { theQueue } from "../queue/use.ts";

export interface Bought {
  line: string;
  sku: string;
  /** In thousandths: what is left after what came back before. */
  left: number;
  quantity: number;
  amount: number;
}

export interface Order {
  /** How the server is asked for it. */
  reference: string;
  /** The number on the receipt. */
  receipt: string;
  at: string;
  who: string;
  total: number;
  currency: string;
  lines: Bought[];
  /** The price of what came back before. */
  before: number;
  /** What of the rest was paid in money, by the server's word; null where it cannot be asked. */
  paid: number | null;
  redeemed: { wallet: string; units: number; value: number } | null;
  /** Some of it came back before. */
  again: boolean;
  /** Known from this till alone. */
  offline: boolean;
}

type OrderReply = Said<"OrderReply">;

const thousandths = (text: string) => minor(text, 3) ?? 1000;

function orderOf(reply: OrderReply): Order | null {
  const { order, kept, returns } = reply;
  if (!order || !kept) return null;
  const left = new Map(kept.lines.map((line) => [line.line_id, thousandths(line.quantity)]));
  return {
    reference: reply.id,
    receipt: reply.event_id,
    at: reply.occurred_at,
    who: theQueue().find(reply.event_id)?.shown.who ?? "",
    total: order.total.amount,
    currency: order.total.currency,
    lines: order.lines.map((line) => ({
      line: line.line_id,
      sku: line.sku ?? "",
      left: left.get(line.line_id) ?? 0,
      quantity: thousandths(line.quantity),
      amount: line.amount,
    })),
    before: order.total.amount - kept.total.amount,
    paid: kept.paid.amount,
    redeemed: order.redeemed
      ? { wallet: order.redeemed.wallet, units: order.redeemed.units, value: order.redeemed.value.amount }
      : null,
    again: returns.length > 0,
    offline: false,
  };
}

/** By how much a return lowered what was paid in money: that is handed back. Undefined where the server cannot be asked now. */
export async function handedBack(order: Order): Promise<number | undefined> {
  if (order.paid === null) return undefined;
  try {
    const { kept } = await reading<OrderReply>(`/v1/orders/${encodeURIComponent(order.reference)}`);
    return kept ? order.paid - kept.paid.amount : undefined;
  } catch {
    return undefined;
  }
}

/** What this till took back against a receipt, as far as the server has not said no to it. */
const returnsOf = (receipt: string, all: Slip[]) =>
  all.filter(
    ({ kind, shown, state }) =>
      kind === "return" && shown.against === receipt && state !== "refused" && state !== "settled",
  );

const priceOfSlips = (slips: Slip[]) => slips.reduce((sum, { shown }) => sum + shown.amount, 0);

/** A receipt that nobody here knows, while the server is away: it can be returned by amount, and the server looks when it is back. */
export function unknownOrder(receipt: string, currency: string, all: Slip[]): Order {
  const returns = returnsOf(receipt, all);
  return {
    reference: `ext:${receipt}`,
    receipt,
    at: "",
    who: "",
    total: Number.MAX_SAFE_INTEGER,
    currency,
    lines: [],
    before: priceOfSlips(returns),
    paid: null,
    redeemed: null,
    again: returns.length > 0,
    offline: true,
  };
}

/** An order as this till wrote it down, with what it took back of it since. */
export function orderOfSlip(slip: Slip, all: Slip[]): Order {
  const { shown } = slip;
  const returns = returnsOf(slip.id, all);
  const back = (line: string) =>
    returns
      .flatMap((other) => other.shown.lines ?? [])
      .filter((other) => other.line === line)
      .reduce((sum, other) => sum + thousandths(other.quantity), 0);
  const lines = (shown.lines ?? []).map((line) => ({
    line: line.line,
    sku: line.sku,
    left: Math.max(thousandths(line.quantity) - back(line.line), 0),
    quantity: thousandths(line.quantity),
    amount: line.amount,
  }));
  return {
    reference: `ext:${slip.id}`,
    receipt: slip.id,
    at: slip.at,
    who: shown.who,
    total: shown.amount,
    currency: shown.currency,
    lines,
    before: priceOfSlips(returns),
    paid: null,
    redeemed: shown.redeem ?? null,
    again: returns.length > 0,
    offline: true,
  };
}

/** What was scanned or typed, as the server is asked for it. */
export const referenceOf = (text: string) => (/^(ord_|ext:)/.test(text) ? text : `ext:${text}`);

/** Finds the order of a receipt. Null: this till does not know it, and the server is away. */
export async function findOrder(text: string): Promise<Order | null> {
  const own = () => {
    const slip = theQueue().find(text.replace(/^ext:/, ""));
    return slip?.kind === "order" ? orderOfSlip(slip, theQueue().list()) : null;
  };
  const slip = theQueue().find(text);
  // A sale that has not gone up yet is known here alone.
  if (!isUp() || slip?.state === "waiting") return own();
  try {
    return orderOf(await reading<OrderReply>(`/v1/orders/${encodeURIComponent(referenceOf(text))}`));
  } catch (error) {
    const found = own();
    if (!isUp() || found) return found;
    throw error;
  }
}

/** What is brought back of a line, in thousandths. */
export type Taken = Record<string, number>;

/** `amount * part / of`, what is kept rounded up: the goods' price, for the eye. What it means for points the server says. */
export function portion(amount: number, part: number, of: number): number {
  if (part === of || of === 0) return amount;
  const exact = BigInt(amount) * BigInt(part);
  const whole = BigInt(of);
  const up = exact % whole !== 0n && exact > 0n ? 1n : 0n;
  return Number(exact / whole + up);
}

/** The price of what is brought back of a line. */
export function priceOf(line: Bought, taken: number): number {
  const before = portion(line.amount, line.left, line.quantity);
  return before - portion(line.amount, line.left - taken, line.quantity);
}

/** The whole price of what is chosen. */
export const priceOfAll = (order: Order, taken: Taken) =>
  order.lines.reduce((sum, line) => sum + priceOf(line, taken[line.line] ?? 0), 0);
