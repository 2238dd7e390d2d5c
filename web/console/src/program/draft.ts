/** The draft that somebody works on: kept in this browser until it is published or thrown away. */
import { keep, kept } from "@tessera/shared/keeping";
import { useSyncExternalStore } from "react";

const PLACE = "tessera.program-draft";
const listeners = new Set<() => void>();
let draft = kept(PLACE) ?? "";

export function setDraft(text: string) {
  draft = text;
  keep(PLACE, text);
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The draft; empty where there is none. */
export const useDraft = () => useSyncExternalStore(listen, () => draft);
