/** Light, dark, or as the system says; kept in this browser. */
import { useSyncExternalStore } from "react";
import { keep, kept } from "../keeping/index.ts";

export type Mode = "system" | "light" | "dark";

const PLACE = "tessera.theme";
const system = typeof matchMedia === "undefined" ? undefined : matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let mode: Mode = read();

function read(): Mode {
  const value = kept(PLACE);
  return value === "light" || value === "dark" ? value : "system";
}

function show() {
  if (typeof document === "undefined") return;
  if (mode === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = mode;
}
show();

export function setMode(next: Mode) {
  mode = next;
  keep(PLACE, next);
  show();
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  system?.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system?.removeEventListener("change", listener);
  };
}

/** What was chosen. */
export const useMode = () => useSyncExternalStore(listen, () => mode);
/** Whether it is dark now. */
export const useDark = () =>
  useSyncExternalStore(listen, () => mode === "dark" || (mode === "system" && system?.matches === true));
