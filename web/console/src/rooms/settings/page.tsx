/** 设置: language, appearance, and keys. */
import { useWords } from "@tessera/shared/i18n";
import { common, LangChoice, ModeChoice, RoomHead } from "@tessera/shared/screen";
import { useTitle } from "../../shell/title.ts";
import { Keys } from "./keys.tsx";
import { words } from "./words.ts";

export function Settings() {
  const t = useWords(words);
  const c = useWords(common);
  useTitle(t.title);
  return (
    <>
      <RoomHead title={t.title} about={t.about} />
      <div className="stack">
        <section className="sheet">
          <h2>{t.look}</h2>
          <dl className="facts">
            <dt>{c.language}</dt>
            <dd>
              <LangChoice />
            </dd>
            <dt>{c.theme}</dt>
            <dd>
              <ModeChoice />
            </dd>
          </dl>
        </section>
        <Keys />
      </div>
    </>
  );
}
