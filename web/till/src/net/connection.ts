/**
 * Whether the server is there. Every request says it; while there is none, a small question is asked now and then, more often while it is away.
 * The same answers tell how far this till's clock is off.
 */
import { problemOf } from "@tessera/shared/api";
import { useSyncExternalStore } from "react";
import { isAway } from "../queue/verdict.ts";

export interface Connection {
  up: boolean;
  /** Since when, in milliseconds of this till's clock. */
  since: number;
}

const CALM = 12_000;
const ALERT = 2_000;
const LONGEST = 10_000;
/** Clocks that differ by less are as good as the same: an answer says whole seconds, and took its way. */
const SLACK = 5_000;

const listeners = new Set<() => void>();
let connection: Connection = { up: true, since: 0 };
let skew = 0;
let wait = ALERT;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says how a request went. */
export function report(up: boolean) {
  if (up !== connection.up) {
    connection = { up, since: Date.now() };
    wait = ALERT;
    for (const listener of listeners) listener();
  }
  plan();
}

/** Watches an answer: whether it came at all. */
export async function watched<T>(sent: Promise<T>): Promise<T> {
  try {
    const said = await sent;
    report(true);
    return said;
  } catch (error) {
    const problem = problemOf(error);
    const gone = isAway(problem.status, problem.code === "unknown" ? "" : problem.code);
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    // A question that was taken back says nothing.
    if (!(error instanceof DOMException) || timedOut) report(!gone && !timedOut);
    throw error;
  }
}

/** Asks whether the server is there. */
export async function look(): Promise<void> {
  try {
    const response = await fetch("/health/ready", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    setClock(response.headers.get("date"));
    report(response.ok);
  } catch {
    report(false);
  }
}

function setClock(date: string | null) {
  const said = Date.parse(date ?? "");
  if (Number.isNaN(said)) return;
  const off = said + 500 - Date.now();
  skew = Math.abs(off) > SLACK ? off : 0;
}

/** Now, by the server's clock as far as it is known. */
export const now = () => new Date(Date.now() + skew);

function plan() {
  clearTimeout(timer);
  const after = connection.up ? CALM : wait;
  if (!connection.up) wait = Math.min(wait * 1.3, LONGEST);
  timer = setTimeout(() => void look(), after);
}

/** Begins to watch. */
export function watch() {
  const soon = () => void look();
  addEventListener("online", soon);
  addEventListener("offline", soon);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") soon();
  });
  soon();
}

export const isUp = () => connection.up;

export function onConnection(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useConnection = (): Connection => useSyncExternalStore(onConnection, () => connection);
