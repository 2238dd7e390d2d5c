import { useWords } from "@tessera/shared/i18n";
import { Dropdown } from "antd";
import type { Table } from "../../../document/value.ts";
import { words as draftWords } from "../draft-words.ts";
import type { Part } from "./cards.tsx";
import { Mark } from "./mark.tsx";
import { words } from "./words.ts";

export interface CardAct {
  act: "up" | "down" | "copy" | "drop";
  run: () => void;
}

const TONE: Record<string, string> = { error: "bad", warning: "careful", note: "said" };

interface CardProps {
  part: Part;
  table: Table;
  onEdit: () => void;
  acts: CardAct[];
}

/** One part in sentences, with what the check says of it. Choosing it opens its form. */
export function Card({ part, table, onEdit, acts }: CardProps) {
  const t = useWords(words);
  const worst =
    part.findings.find(({ severity }) => severity === "error") ??
    part.findings.find(({ severity }) => severity === "warning");
  const title = part.section === "program" ? t.header : part.section === "tiers" ? t.sections.tiers : part.label;
  return (
    <article className={worst ? `sheet card part ${TONE[worst.severity]}` : "sheet card part"}>
      <header>
        <Mark section={part.section} table={table} />
        <h3>
          <button type="button" className="text-button part-open" onClick={onEdit}>
            {title}
          </button>
        </h3>
        {acts.length > 0 && (
          <Dropdown
            trigger={["click"]}
            menu={{
              items: acts.map(({ act, run }) => ({ key: act, label: t[act], danger: act === "drop", onClick: run })),
            }}
          >
            <button type="button" className="text-button part-more" aria-label={`${title}：${t.edit}…`}>
              ⋯
            </button>
          </Dropdown>
        )}
      </header>
      {part.section === "program" && <p>{part.label}</p>}
      {part.sentences.length > 0 ? (
        part.sentences.map((text) => (
          <p key={text} className={part.isStale ? "quiet" : ""}>
            {text}
          </p>
        ))
      ) : (
        <p className="quiet">{part.isReading ? t.reading : t.unread}</p>
      )}
      <PartFindings part={part} />
    </article>
  );
}

/** What the check says of a part: errors first, notes too. */
export function PartFindings({ part }: { part: Part }) {
  const t = useWords(draftWords);
  if (part.findings.length === 0) return null;
  return (
    <ul className="part-findings">
      {part.findings.map((finding) => (
        <li key={`${finding.code}/${finding.path}/${finding.line ?? 0}`}>
          <span className={`tag ${TONE[finding.severity] ?? ""}`}>
            {t.severity[finding.severity] ?? finding.severity}
          </span>
          <span>
            {finding.reason} <span className="quiet">{finding.remedy}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
