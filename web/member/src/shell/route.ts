/** Where the page is: a path below `/m/`, moved by the browser's own history. */
import { type MouseEvent, useSyncExternalStore } from "react";

export const BASE = "/m/";

/** The place that an address means: `""` for the card, else such as `history`. */
export function placeOf(pathname: string): string {
  const rest = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : "";
  return rest.replace(/\/+$/, "");
}

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

function listen(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export const usePlace = () => useSyncExternalStore(listen, () => placeOf(window.location.pathname));

/** Goes to a place; `replace` leaves no step to come back to. */
export function goTo(place: string, how: "push" | "replace" = "push") {
  const address = BASE + place;
  if (how === "replace") window.history.replaceState({ inside: true }, "", address);
  else window.history.pushState({ inside: true }, "", address);
  window.scrollTo(0, 0);
  tell();
}

/** Goes back the way somebody came, or to the place above if he came from elsewhere. */
export function goBack(above: string) {
  if (window.history.state?.inside) window.history.back();
  else goTo(above, "replace");
}

/** What makes an anchor go to a place without loading the page again. */
export function leadsTo(place: string) {
  return {
    href: BASE + place,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      goTo(place);
    },
  };
}
