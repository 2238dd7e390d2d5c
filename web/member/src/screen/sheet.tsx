/** A sheet that comes up from the bottom edge, in reach of the thumb. The browser keeps the focus inside, and Esc or the back gesture closes it. */
import { useWords } from "@tessera/shared/i18n";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { words } from "../shell/words.ts";

interface SheetProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** What is done about it, at the bottom. */
  action?: ReactNode;
}

export function Sheet({ title, onClose, children, action }: SheetProps) {
  const t = useWords(words);
  const name = useId();
  const dialog = useDialog();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a tap beside the sheet closes it; the keyboard has Esc and the button
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="sheet-up"
      aria-labelledby={name}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="sheet-up-paper">
        <header>
          <h2 id={name}>{title}</h2>
          <button type="button" className="round-button" aria-label={t.close} onClick={() => dialog.current?.close()}>
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
              <path d="m6 6 12 12M18 6 6 18" />
            </svg>
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
        <section className="sheet-up-body" tabIndex={0} aria-labelledby={name}>
          {children}
        </section>
        {action && <footer>{action}</footer>}
      </div>
    </dialog>
  );
}

/** Opens a dialog as the browser's own, above everything. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    element.showModal();
    // The browser would give the focus to the first button, and scroll down to it.
    element.focus();
    element.scrollTop = 0;
  }, []);
  return dialog;
}
