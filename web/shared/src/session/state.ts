/**
 * Who is signed in, as this page knows it. Staff and members hold a cookie that no script can read; programs and those who look after the server
 * may give an API key instead, kept for this tab. The network is asked in `entry.ts`; requests take what they carry from here.
 */
import { useSyncExternalStore } from "react";
import type { Said } from "../api/index.ts";

export type Who = Said<"Caller">;
/** A person of the house, signed in by name. */
export type StaffWho = Extract<Who, { kind: "staff" }>;

export type Session =
  /** Not asked yet. */
  | { state: "asking" }
  /** Nobody; `ended` if there was somebody until the server said otherwise. */
  | { state: "nobody"; ended: boolean }
  | { state: "known"; who: Who }
  /** No answer. */
  | { state: "failed"; error: unknown };

const PLACE = "tessera.key";
const listeners = new Set<() => void>();
let session: Session = { state: "asking" };
let key = readKey();
let side: "staff" | "member" = "staff";

function readKey(): string {
  try {
    return sessionStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a key for this tab, or forgets it. */
export function holdKey(next: string) {
  key = next;
  try {
    if (next) sessionStorage.setItem(PLACE, next);
    else sessionStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing: signed in until the page is loaded again.
  }
}

export function setSession(next: Session) {
  session = next;
  for (const listener of listeners) listener();
}

/** The server no longer knows who this is. */
export function endSession() {
  if (session.state !== "known") return;
  holdKey("");
  setSession({ state: "nobody", ended: true });
}

/** The member page says so once, before it asks for anything: its own cookie is meant, also where staff are signed in too. */
export function actAsMember() {
  side = "member";
}

/** What requests carry beside the cookie. */
export function carried(): Record<string, string> {
  if (side === "member") return { "tessera-as": "member" };
  return key ? { authorization: `Bearer ${key}` } : {};
}

export const hasKey = () => key !== "";

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The same, asked outside of what is shown. */
export const currentSession = (): Session => session;

export const useSession = (): Session => useSyncExternalStore(listen, () => session);

/** Who is signed in; to be used behind the gate. */
export function useWho(): Who | undefined {
  const now = useSession();
  return now.state === "known" ? now.who : undefined;
}

/** Whether who is signed in may do something. The server has the last word; this spares a button that would be refused. */
export function may(who: Who | undefined, scope: string): boolean {
  return who !== undefined && who.kind !== "member" && (who.scopes.includes("all") || who.scopes.includes(scope));
}

export function useMay(scope: string): boolean {
  return may(useWho(), scope);
}
