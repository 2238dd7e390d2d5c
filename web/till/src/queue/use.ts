/** The one queue of this till, on the browser's database and the network. */
import { currentSession, setSession, type Who } from "@tessera/shared/session";
import { useSyncExternalStore } from "react";
import { cashierOf } from "../entry/remembered.ts";
import { isUp, now, onConnection, report } from "../net/connection.ts";
import { lookUp, reading, send } from "../net/wire.ts";
import { dayName } from "../shop/place.ts";
import { openKeeper } from "./database.ts";
import type { Keeper } from "./keeper.ts";
import { createQueue, type Queue } from "./queue.ts";
import { type Hand, isHeld, isOpen, type Slip } from "./slip.ts";

const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("tessera-till");
const EVERY = 15_000;

let keeper: Keeper | undefined;
let queue: Queue | undefined;
let till = "";
let signedIn = false;
let atTill: Hand | undefined;
const listeners = new Set<() => void>();

/** Says who is at the till, and whether the server knows it too: only then does anything go up. */
export function setAtTill(hand: Hand | undefined, isSignedIn: boolean) {
  const isOther = atTill?.id !== hand?.id || atTill?.name !== hand?.name;
  if (!isOther && signedIn === isSignedIn) return;
  atTill = hand;
  signedIn = isSignedIn;
  if (isOther) for (const listener of listeners) listener();
  sendWaiting();
}

/**
 * Asks the server who is signed in, where this window believes that it knows: the cookie is the browser's, and another window may have signed in as
 * somebody else. The till goes on under that name then, as if they had signed in here. Answers whether the server said it.
 */
export async function confirmHand(): Promise<boolean> {
  if (currentSession().state !== "known") return false;
  try {
    const who = await reading<Who>("/v1/session");
    const session = currentSession();
    const cashier = cashierOf(who);
    // Whoever signed out meanwhile is not brought back.
    if (session.state !== "known" || !cashier?.id) return false;
    if (JSON.stringify(cashierOf(session.who)) !== JSON.stringify(cashier)) setSession({ state: "known", who });
    // The page follows a moment later; what is about to go up does not wait for it.
    setAtTill({ id: cashier.id, name: cashier.name }, true);
    return true;
  } catch {
    return false;
  }
}

/** Who is at the till. */
export const useHand = (): Hand | undefined => useSyncExternalStore(onHand, () => atTill);

function onHand(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Sends what waits, if the server is there and somebody is signed in. */
export function sendWaiting() {
  if (!signedIn || !isUp() || !queue?.list().some(({ state }) => state === "waiting" || state === "approval")) return;
  void queue.sendAll();
}

/** The same as somebody asks for it: also what they may not have been allowed to send before. */
export function sendNow() {
  if (signedIn && isUp()) void queue?.sendNow();
}

/** One window of the till sends at a time, where the browser can say so. */
async function alone(act: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request("tessera-till-send", act);
  else await act();
}

/** Opens what is kept. Called once, before anything is shown. */
export async function openQueue(): Promise<Queue> {
  if (queue) return queue;
  keeper = await openKeeper();
  till = await keeper.till();
  const made = createQueue({
    keeper,
    send,
    ask: lookUp,
    now,
    who: () => atTill,
    confirm: confirmHand,
    day: dayName,
    alone,
    changed: () => channel?.postMessage("changed"),
    heard: (verdict) => {
      if (verdict.is === "later" && verdict.away) report(false);
    },
  });
  await made.load();
  channel?.addEventListener("message", () => void made.load());
  onConnection(sendWaiting);
  setInterval(sendWaiting, EVERY);
  queue = made;
  return made;
}

/** The queue, once it was opened. */
export function theQueue(): Queue {
  if (!queue) throw new Error("the queue is not open yet");
  return queue;
}

export const tillName = () => till;
/** Whether what is written down outlives this page. */
export const isLasting = () => keeper?.lasting === true;

export const useSlips = (): Slip[] => useSyncExternalStore(theQueue().listen, theQueue().list);

export const useSlip = (id: string | undefined): Slip | undefined => useSlips().find((slip) => slip.id === id);

/** What is not booked yet: what goes up by itself, and what asks for a person. */
export function useOpen() {
  const hand = useHand();
  const open = useSlips().filter(isOpen);
  const isCalm = (slip: Slip) => slip.state === "waiting" && !isHeld(slip, hand);
  return { open, waiting: open.filter(isCalm), attention: open.filter((slip) => !isCalm(slip)) };
}

/**
 * Waits until a slip was answered. Gives up after some seconds, or as soon as the server turns out to be away: the slip then waits, and is sent
 * later.
 */
export function outcome(id: string, patience = 8000): Promise<Slip | undefined> {
  const made = theQueue();
  return new Promise((resolve) => {
    const look = () => {
      const slip = made.find(id);
      if (slip?.state !== "waiting" || !isUp() || !signedIn) finish();
    };
    const finish = () => {
      clearTimeout(timer);
      stopSlips();
      stopConnection();
      resolve(made.find(id));
    };
    const timer = setTimeout(finish, patience);
    const stopSlips = made.listen(look);
    const stopConnection = onConnection(look);
    look();
    sendWaiting();
  });
}
