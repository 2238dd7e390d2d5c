/** Why an event gave what it gave, in the engine's own sentences. */
import { figure, money, signed, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Loading, Signed } from "@tessera/shared/screen";
import { useWhy } from "../api/questions.ts";
import type { Event, Explanation, Happened, Note } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { Sheet } from "../screen/sheet.tsx";
import { Trouble } from "../screen/trouble.tsx";
import { placeOf, Title } from "./row.tsx";
import { words } from "./words.ts";

/** An event that was recorded this much later than it happened came late. */
const LATE = 36 * 3600 * 1000;

export function Why({ happened, onClose }: { happened: Happened; onClose: () => void }) {
  const { event } = happened;
  const why = useWhy(event.id);
  return (
    <Sheet title={<Title happened={happened} />} onClose={onClose}>
      <Facts event={event} />
      {why.isPending && <Loading lines={3} />}
      {why.isError && <Trouble error={why.error} retry={why.refetch} />}
      {why.data && <Notes explanation={why.data} />}
      <Movements happened={happened} />
      {event.type === "order_paid" && <Goods event={event} />}
    </Sheet>
  );
}

function Facts({ event }: { event: Event }) {
  const t = useWords(words);
  const shop = useShop();
  const isLate = Date.parse(event.recorded_at) - Date.parse(event.occurred_at) > LATE;
  const facts: [string, string | null | undefined][] = [
    [t.when, time(event.occurred_at, shop.zone)],
    [t.recorded, isLate ? time(event.recorded_at, shop.zone) : null],
    [t.store, placeOf(event)],
    [t.order, event.type === "order_paid" ? event.event_id : null],
    [t.reason, event.type === "adjusted" || event.type === "order_returned" ? event.data.reason : null],
  ];
  return (
    <dl className="why-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Notes({ explanation }: { explanation: Explanation }) {
  const t = useWords(words);
  const applied = explanation.notes.filter((note) => note.applied);
  const others = explanation.notes.filter((note) => !note.applied);
  if (explanation.notes.length === 0) return null;
  return (
    <>
      {applied.length > 0 && (
        <section className="why-part">
          <h3>{t.whyApplied}</h3>
          <ul>
            {applied.map((note) => (
              <Reason key={note.rule} note={note} />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section className="why-part others">
          <h3>{t.whyNot}</h3>
          <ul>
            {others.map((note) => (
              <Reason key={note.rule} note={note} />
            ))}
          </ul>
        </section>
      )}
      {explanation.version > 0 && <p className="quiet">{t.version(explanation.version)}</p>}
    </>
  );
}

function Reason({ note }: { note: Note }) {
  const shop = useShop();
  return (
    <li className="reason">
      <b>{note.label}</b>
      {note.applied && note.units !== 0 && (
        <b className="reason-units">{signed(note.units, shop.wallet(note.wallet).decimals)}</b>
      )}
      <span>{note.text}</span>
    </li>
  );
}

/** The entries as they stand in the ledger, with what caps cut off. */
function Movements({ happened }: { happened: Happened }) {
  const t = useWords(words);
  const shop = useShop();
  const { event, entries } = happened;
  const currency = event.type === "order_paid" ? event.data.total.currency : undefined;
  if (entries.length === 0) return <p className="quiet">{t.nothing}</p>;
  return (
    <section className="why-part">
      <h3>{t.movements}</h3>
      <ul>
        {entries.map((entry, at) => {
          const { label, decimals } = shop.wallet(entry.wallet);
          const cut = entry.trimmed !== 0 ? (entry.base?.currency ?? currency) : undefined;
          return (
            <li className="movement" key={at}>
              <span>
                {label}
                <small>{t.kinds[entry.kind] ?? entry.kind}</small>
                {cut && <small className="soon">{t.trimmed(money(entry.trimmed, cut))}</small>}
                {entry.trimmed_units > 0 && (
                  <small className="soon">{t.trimmedUnits(figure(entry.trimmed_units, decimals))}</small>
                )}
              </span>
              <b>
                <Signed units={entry.units === 0 ? entry.available : entry.units} decimals={decimals} />
              </b>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Goods({ event }: { event: Extract<Event, { type: "order_paid" }> }) {
  const t = useWords(words);
  const shop = useShop();
  const { lines, total } = event.data;
  if (lines.length === 0) return null;
  return (
    <section className="why-part">
      <h3>{t.goods}</h3>
      <ul>
        {lines.map((line) => (
          <li className="movement" key={line.line_id}>
            <span>
              {line.sku ?? `#${line.line_id}`}
              <small>{t.quantity(line.quantity)}</small>
            </span>
            <b>{shop.cash({ amount: line.amount, currency: total.currency })}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
