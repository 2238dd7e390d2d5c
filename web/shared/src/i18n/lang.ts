/** The language of the pages: what was chosen in this browser, else what the browser speaks. */
import { useSyncExternalStore } from "react";
import { keep, kept } from "../keeping/index.ts";

export type Lang = "zh" | "en";

const PLACE = "tessera.lang";
const listeners = new Set<() => void>();
let lang: Lang = read();

function read(): Lang {
  const value = kept(PLACE);
  if (value === "zh" || value === "en") return value;
  const spoken = typeof navigator === "undefined" ? [] : navigator.languages;
  const first = spoken.find((name) => /^(zh|en)\b/i.test(name));
  return first === undefined || first.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function show() {
  if (typeof document !== "undefined") document.documentElement.lang = tagOf(lang);
}
show();

/** The tag of a language, as HTML and HTTP name it. */
export function tagOf(name: Lang) {
  return name === "zh" ? "zh-CN" : "en";
}

export const currentLang = () => lang;

export function setLang(next: Lang) {
  lang = next;
  keep(PLACE, next);
  show();
  for (const listener of listeners) listener();
}

export function onLang(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useLang = (): Lang => useSyncExternalStore(onLang, currentLang);
