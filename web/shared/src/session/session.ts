/**
 * Who is signed in. Until staff sign in by cookie this is an API key, kept for this tab and sent with each request: this module alone knows it.
 */
import { useSyncExternalStore } from "react";

const PLACE = "tessera.key";
const listeners = new Set<() => void>();
let key = read();
let ended = false;

function read(): string {
  try {
    return sessionStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}

function write(next: string) {
  key = next;
  try {
    if (next) sessionStorage.setItem(PLACE, next);
    else sessionStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing: signed in until the page is loaded again.
  }
  for (const listener of listeners) listener();
}

export function signIn(secret: string) {
  ended = false;
  write(secret);
}

export const signOut = () => write("");

/** The server no longer knows who this is. */
export function endSession() {
  if (!key) return;
  ended = true;
  write("");
}

/** What requests carry. */
export const authorization = (): string | undefined => (key ? `Bearer ${key}` : undefined);

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useSignedIn = () => useSyncExternalStore(listen, () => key !== "");
/** Whether the last session ended by the server's word. */
export const useEnded = () => useSyncExternalStore(listen, () => ended);
