/** It did not work: no network, no answer, or the server's own words. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common } from "@tessera/shared/screen";
import { Button } from "antd-mobile";
import { useOnline } from "../shell/online.ts";
import { words } from "../shell/words.ts";

export function Trouble({ error, retry }: { error: unknown; retry: () => unknown }) {
  const t = useWords(words);
  const { glyphs } = useWords(common);
  const isOnline = useOnline();
  const problem = problemOf(error);
  const [glyph, title, help] = !problem.isUnreachable
    ? [glyphs.wrong, problem.title || t.troubleTitle, problem.message]
    : isOnline
      ? [glyphs.cut, t.unreachableTitle, t.unreachableHelp]
      : [glyphs.cut, t.offlineTitle, t.offlineHelp];
  return (
    <div className="state" role="alert">
      <span className="glyph" aria-hidden="true">
        {glyph}
      </span>
      <strong>{title}</strong>
      <p>{help}</p>
      {problem.requestId && <small>{t.requestId(problem.requestId)}</small>}
      <Button className="quiet-button" onClick={() => void retry()}>
        {t.retry}
      </Button>
    </div>
  );
}
