/** Keys that work wherever the focus is, and scans that are heard everywhere. */
import { useEffect, useEffectEvent } from "react";
import { isReceipt } from "../receipt/number.ts";
import { createBurst } from "./scanner.ts";

export type Keys = Partial<Record<string, () => void>>;

/** A leaf over the counter has the keys to itself. */
const isCovered = () => document.querySelector("dialog[open]") !== null;

/** Does what a key says while `active`. Letters count only where nobody types. */
export function useKeys(active: boolean, keys: Keys) {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isCovered())
      return;
    const typing = event.target instanceof Element && event.target.matches("input, textarea, select");
    const name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (event.key.length === 1 && typing) return;
    // Enter belongs to the field or the button that has the focus.
    if (name === "Enter" && event.target instanceof Element && event.target.matches("input, button, a, summary"))
      return;
    const act = keys[name];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => pressed(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [active]);
}

/** Puts a field's text back to what it was, as if nothing had been typed. */
function restore(field: HTMLInputElement, text: string) {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Hears scans while `active`. A field that waits for scans itself (`data-scan="all"`) keeps all but the number of a receipt, which is nobody; from
 * any other the text is taken out again.
 */
export function useScans(active: boolean, scanned: (text: string) => void, isMeant: (text: string) => boolean) {
  const heard = useEffectEvent(scanned);
  const meant = useEffectEvent(isMeant);
  useEffect(() => {
    if (!active) return;
    const burst = createBurst();
    let field: HTMLInputElement | null = null;
    let before = "";
    const listen = (event: KeyboardEvent) => {
      if (isCovered()) return;
      const text = burst.take(event.key, event.timeStamp);
      if (burst.length() === 1 && event.key.length === 1) {
        field = event.target instanceof HTMLInputElement ? event.target : null;
        before = field?.value ?? "";
      }
      if (text === undefined) return;
      const waits = field?.dataset.scan === "all" && !isReceipt(text);
      if (waits || (field && !meant(text))) return;
      event.preventDefault();
      event.stopPropagation();
      if (field) restore(field, before);
      heard(text);
    };
    addEventListener("keydown", listen, { capture: true });
    return () => removeEventListener("keydown", listen, { capture: true });
  }, [active]);
}

/** Gives the focus to the field that waits for the next scan or figure, wherever it went, as soon as somebody types. */
export function useHome(active: boolean) {
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || isCovered()) return;
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      for (const home of document.querySelectorAll<HTMLElement>("[data-home]")) {
        if (home.offsetParent !== null) return home.focus();
      }
    };
    addEventListener("keydown", listen, { capture: true });
    return () => removeEventListener("keydown", listen, { capture: true });
  }, [active]);
}
