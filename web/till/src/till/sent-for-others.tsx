/** Says once to who is signed in which slips of others went up under this name. */
import { useWords } from "@tessera/shared/i18n";
import { theQueue, useHand, useSlips } from "../queue/use.ts";
import { words } from "./words.ts";

export function SentForOthers() {
  const t = useWords(words);
  const hand = useHand();
  const slips = useSlips().filter(({ sent }) => sent && sent.id === hand?.id && !sent.told);
  if (slips.length === 0) return null;
  const makers = [...new Set(slips.map(({ by }) => by?.name ?? ""))];
  return (
    <p className="till-update" role="status">
      <span className="own-words">{t.sentForOthers(makers.join(t.comma), slips.length)}</span>{" "}
      <button
        type="button"
        className="text-button"
        onClick={() => void theQueue().acknowledge(slips.map(({ id }) => id))}
      >
        <u>{t.understood}</u>
      </button>
    </p>
  );
}
