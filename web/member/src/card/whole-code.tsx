/** The code over the whole screen: as large and light as it gets, and the screen stays on. */
import { useWords } from "@tessera/shared/i18n";
import { useEffect } from "react";
import type { MemberCode } from "../api/said.ts";
import { useDialog } from "../screen/sheet.tsx";
import { words as common } from "../shell/words.ts";
import { Digits, Remaining, Square } from "./code.tsx";
import { inFours } from "./digits.ts";
import { words } from "./words.ts";

interface WholeCodeProps {
  code: MemberCode;
  card: string | undefined;
  onClose: () => void;
}

export function WholeCode({ code, card, onClose }: WholeCodeProps) {
  const t = useWords(words);
  const { close } = useWords(common);
  const dialog = useDialog();
  useScreenOn();
  return (
    <dialog ref={dialog} tabIndex={-1} className="whole-code" aria-label={t.codeTitle} onClose={onClose}>
      <h2>{t.codeTitle}</h2>
      <p>{t.codeHelp}</p>
      <Square code={code.code} />
      <Digits code={code.code} />
      <Remaining code={code.code} seconds={code.refresh_seconds} />
      <p className="whole-code-hint">
        {t.bright}
        <br />
        {t.once}
        {card && (
          <>
            <br />
            {t.cardNumber} {inFours(card).join(" ")}
          </>
        )}
      </p>
      <button type="button" className="whole-code-close" onClick={() => dialog.current?.close()}>
        {close}
      </button>
    </dialog>
  );
}

/** Keeps the screen from going dark, where the phone allows it. */
function useScreenOn() {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    let isOver = false;
    let held: WakeLockSentinel | undefined;
    navigator.wakeLock
      .request("screen")
      .then((lock) => {
        if (isOver) void lock.release();
        else held = lock;
      })
      // A phone that saves its battery says no.
      .catch(() => undefined);
    return () => {
      isOver = true;
      void held?.release();
    };
  }, []);
}
