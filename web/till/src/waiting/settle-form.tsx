/** What a person wrote down of a slip that will not be booked. */
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useState } from "react";
import { words } from "../day/words.ts";
import { Act } from "../pieces/act.tsx";
import { takesFocus } from "../pieces/focus.ts";
import { theQueue } from "../queue/use.ts";

interface SettleFormProps {
  slip: string;
  cashier: string;
  onLeave: () => void;
}

export function SettleForm({ slip, cashier, onLeave }: SettleFormProps) {
  const t = useWords(words);
  const [note, setNote] = useState("");
  function settle(event: FormEvent) {
    event.preventDefault();
    if (note.trim()) void theQueue().settle(slip, cashier, note.trim());
  }
  return (
    <form className="settle-form" onSubmit={settle}>
      <label>
        <span>{t.settleNote}</span>
        <input ref={takesFocus} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="acts">
        <Act k="Enter" weight="main" submit disabled={!note.trim()} onAct={() => undefined}>
          {t.settleDone}
        </Act>
        <Act weight="quiet" onAct={onLeave}>
          {t.cancel}
        </Act>
      </div>
    </form>
  );
}
