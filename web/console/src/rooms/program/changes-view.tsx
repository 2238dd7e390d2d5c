import type { Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { changes } from "../../program/changes.ts";
import { words } from "./draft-words.ts";
import { words as programWords } from "./words.ts";

interface ChangesProps {
  live: Said<"ProgramReading"> | undefined;
  draft: Said<"ProgramReading"> | undefined;
}

/** What a draft says otherwise than the program in force, sentence by sentence. */
export function Changes({ live, draft }: ChangesProps) {
  const t = useWords(words);
  const p = useWords(programWords);
  if (!draft) return <p className="quiet">{t.waiting}</p>;
  const found = changes(live ?? { ...draft, parts: [] }, draft);
  if (found.length === 0) return <p className="quiet">{t.same}</p>;
  return (
    <div>
      {found.map((change) => (
        <div className="changed" key={change.path + (change.before ?? "") + (change.after ?? "")}>
          <h3>
            <span className="quiet">{p.subjects[change.subject]}</span> {change.label}
          </h3>
          {change.before !== undefined && <del>{change.before}</del>}
          {change.after !== undefined && <ins>{change.after}</ins>}
        </div>
      ))}
    </div>
  );
}
