/** The draft that somebody works on: kept in this browser until it is published or thrown away. */
import { keep, kept } from "@tessera/shared/keeping";
import { useSyncExternalStore } from "react";

const PLACE = "tessera.program-draft";
/** How many changes can be taken back. */
const MOST = 100;
const listeners = new Set<() => void>();
let draft = kept(PLACE) ?? "";
const past: string[] = [];

function write(text: string) {
  draft = text;
  keep(PLACE, text);
  for (const listener of listeners) listener();
}

export function setDraft(text: string) {
  if (text === draft) return;
  past.push(draft);
  if (past.length > MOST) past.shift();
  write(text);
}

/** Takes the last change back. */
export function undo() {
  const last = past.pop();
  if (last !== undefined) write(last);
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The draft; empty where there is none. */
export const useDraft = () => useSyncExternalStore(listen, () => draft);
export const useCanUndo = () => useSyncExternalStore(listen, () => past.length > 0);
/** The draft now, for what changes it a place at a time. */
export const currentDraft = () => draft;
