/** 导入: until files can be sent from here, the way that works today. */
import { useWords } from "@tessera/shared/i18n";
import { RoomHead } from "@tessera/shared/screen";
import { useTitle } from "../../shell/title.ts";
import { words } from "./words.ts";

export function Imports() {
  const t = useWords(words);
  useTitle(t.title);
  return (
    <>
      <RoomHead title={t.title} about={t.about} />
      <section className="sheet">
        <h2>{t.byCommand}</h2>
        <p className="soft">{t.help}</p>
        <ol className="steps">
          <li>
            <h3>{t.tryFirst}</h3>
            <code className="command">tessera import orders orders.csv --db DIR --dry-run</code>
          </li>
          <li>
            <h3>{t.doIt}</h3>
            <code className="command">tessera import orders orders.csv --db DIR</code>
          </li>
        </ol>
        <p className="quiet">{t.again}</p>
      </section>
    </>
  );
}
