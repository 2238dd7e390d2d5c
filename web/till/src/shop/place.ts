/** What this till knows of its shop, kept in this browser: it goes on by it while the server is away. Nothing secret, nothing personal. */
import { decimalsOf, time } from "@tessera/shared/format";
import { keep, kept } from "@tessera/shared/keeping";
import { useSyncExternalStore } from "react";

export interface Place {
  /** The store's code; null where none was chosen. */
  store: string | null;
  name: string;
  /** IANA zone of the shop's clocks. */
  zone: string;
  currency: string;
  /** A return that hands back more than this waits for a second person; null where that is not known. */
  returnAbove: number | null;
}

const PLACE = "tessera.till.place";
const listeners = new Set<() => void>();
let place = read();

function read(): Place {
  const first: Place = {
    store: null,
    name: "",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "Asia/Shanghai",
    currency: "CNY",
    returnAbove: null,
  };
  try {
    return { ...first, ...(JSON.parse(kept(PLACE) ?? "{}") as Partial<Place>) };
  } catch {
    return first;
  }
}

export function setPlace(change: Partial<Place>) {
  const next = { ...place, ...change };
  if (JSON.stringify(next) === JSON.stringify(place)) return;
  place = next;
  keep(PLACE, JSON.stringify(place));
  for (const listener of listeners) listener();
}

export const currentPlace = () => place;

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const usePlace = (): Place => useSyncExternalStore(listen, currentPlace);

/** The decimals of the shop's currency. */
export const useDecimals = () => decimalsOf(usePlace().currency);

/** The day in the shop as slips name it: `261122`. */
export const dayName = (at: Date) => time(at.toISOString(), place.zone).slice(2, 10).replaceAll("-", "");
