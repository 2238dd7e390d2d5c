import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { figure, money, signed } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import type { Names } from "../../program/reading.ts";
import { Wide } from "../../shell/wide.tsx";
import type { Balanced, Happened } from "./running.ts";
import { words } from "./words.ts";

interface WhyProps {
  member: string;
  event: Happened["event"];
  entries: Balanced[];
  names: Names;
}

/** Why an event gave what it gave: the engine's own account, rule by rule. */
export function Why({ member, event, entries, names }: WhyProps) {
  const lang = useLang();
  const why = useQuery({
    queryKey: ["why", member, event.id, lang],
    queryFn: () =>
      ask(
        api.GET("/v1/members/{member}/events/{event}/explanation", { params: { path: { member, event: event.id } } }),
      ),
  });
  return (
    <>
      {why.isPending && <Loading lines={3} />}
      {why.isError && <Failure error={why.error} retry={() => void why.refetch()} />}
      {why.data && <Notes explanation={why.data} names={names} />}
      <Marks entries={entries} names={names} />
      {event.type === "order_paid" && event.data.lines.length > 0 && (
        <OrderLines lines={event.data.lines} currency={event.data.total.currency} decimals={names.decimals} />
      )}
    </>
  );
}

/** What each rule did: those that applied first, then the others with their reasons. */
interface NotesProps {
  explanation: Said<"Explanation">;
  names: Names;
  /** Under a draft, which has no version yet. */
  isDraft?: boolean;
}

export function Notes({ explanation, names, isDraft = false }: NotesProps) {
  const t = useWords(words);
  const applied = explanation.notes.filter((note) => note.applied);
  const others = explanation.notes.filter((note) => !note.applied);
  if (explanation.notes.length === 0) return <p className="quiet">{t.whyNone}</p>;
  return (
    <div className="notes">
      {explanation.version > 0 && <p className="quiet">{isDraft ? t.whyDraft : t.whyVersion(explanation.version)}</p>}
      {applied.length > 0 && <h3>{t.whyApplied}</h3>}
      {applied.map((note) => (
        <Note key={note.rule} note={note} names={names} />
      ))}
      {others.length > 0 && <h3>{t.whyNot}</h3>}
      {others.map((note) => (
        <Note key={note.rule} note={note} names={names} />
      ))}
    </div>
  );
}

function Note({ note, names }: { note: Said<"Note">; names: Names }) {
  return (
    <p className={note.applied ? "note applied" : "note"}>
      <span className="note-rule">{note.label}</span>
      <span className="wrap">{note.text}</span>
      <b>{note.applied ? signed(note.units, names.wallet(note.wallet).decimals) : ""}</b>
    </p>
  );
}

/** What caps cut off, and what was put right. */
function Marks({ entries, names }: { entries: Balanced[]; names: Names }) {
  const t = useWords(words);
  const marks = entries.flatMap(({ entry }) => {
    const { label, decimals } = names.wallet(entry.wallet);
    return [
      entry.trimmed !== 0 ? `${label}：${t.trimmed(money(entry.trimmed, names.currency, names.decimals))}` : "",
      entry.trimmed_units !== 0 ? `${label}：${t.trimmedUnits(figure(entry.trimmed_units, decimals))}` : "",
    ].filter(Boolean);
  });
  if (marks.length === 0) return null;
  return (
    <p className="tags">
      {marks.map((mark) => (
        <span className="tag careful" key={mark}>
          {mark}
        </span>
      ))}
    </p>
  );
}

function OrderLines({ lines, currency, decimals }: { lines: Said<"LineData">[]; currency: string; decimals: number }) {
  const t = useWords(words);
  return (
    <Wide label={t.orderLines}>
      <table className="book order-lines">
        <thead>
          <tr>
            <th>{t.article}</th>
            <th>{t.category}</th>
            <th className="right">{t.quantity}</th>
            <th className="right ruled">{t.amount}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line_id}>
              <td>{line.sku ?? `#${line.line_id}`}</td>
              <td className="soft">{line.category ?? "–"}</td>
              <td className="right">{line.quantity}</td>
              <td className="right ruled">{money(line.amount, currency, decimals)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
