/** The last page that somebody sees who has erased himself. */
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd-mobile";
import { words } from "./words.ts";

export function Farewell({ onDone }: { onDone: () => void }) {
  const t = useWords(words);
  return (
    <main className="splash">
      <div className="state" role="status">
        <svg className="farewell" viewBox="0 0 64 64" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M14 34h36l-4 12a6 6 0 0 1-6 4H24a6 6 0 0 1-6-4zM22 28c0-5 5-5 5-10M32 28c0-5 5-5 5-10" />
        </svg>
        <h1>{t.farewell}</h1>
        <p>{t.farewellHelp}</p>
        <Button className="quiet-button" onClick={onDone}>
          {t.farewellAgain}
        </Button>
      </div>
    </main>
  );
}
