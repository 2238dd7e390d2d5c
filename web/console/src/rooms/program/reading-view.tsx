import type { Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { words } from "./words.ts";

const ORDER = ["program", "wallet", "rule", "cap", "tier"];

/** A program as cards that read as sentences. */
export function ReadingView({ reading }: { reading: Said<"ProgramReading"> }) {
  const t = useWords(words);
  return (
    <div className="reading">
      {ORDER.map((subject) => {
        const parts = reading.parts.filter((part) => part.subject === subject);
        if (parts.length === 0) return null;
        return (
          <section key={subject}>
            <h2>{t.subjects[subject]}</h2>
            <div className={subject === "tier" ? "cards tiers" : "cards"}>
              {parts.map((part) => (
                <Part part={part} key={part.name} />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** The name stands in the title already, and whole units need no word. */
const isNews = ({ path, text }: Said<"ProgramSentence">) =>
  !/\.(label|name)$/.test(path) && !(path.endsWith(".decimals") && /\b0\b/.test(text));

function Part({ part }: { part: Said<"ProgramPart"> }) {
  const t = useWords(words);
  const title = part.label || part.name || (part.subject === "tier" ? t.measure : "");
  return (
    <article className="sheet card">
      <header>
        {title && <h3>{title}</h3>}
        {part.name && part.name !== title && <code className="quiet">{part.name}</code>}
      </header>
      {part.sentences.filter(isNews).map((sentence) => (
        <p key={sentence.path + sentence.text} title={sentence.path}>
          {sentence.text}
        </p>
      ))}
    </article>
  );
}
