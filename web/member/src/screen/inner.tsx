/** The head of a page inside a room, with the way back. */
import { useWords } from "@tessera/shared/i18n";
import { Chevron } from "../shell/icons.tsx";
import { goBack } from "../shell/route.ts";
import { words } from "../shell/words.ts";

export function InnerHead({ title, above }: { title: string; above: string }) {
  const t = useWords(words);
  return (
    <header className="inner-head">
      <button type="button" className="round-button back" aria-label={t.back} onClick={() => goBack(above)}>
        <Chevron />
      </button>
      <h1>{title}</h1>
    </header>
  );
}
