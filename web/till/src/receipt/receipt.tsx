/** A slip as people get it: what was sold or brought back, what it earned and why, in sentences. On the screen and on paper. */
import { useQuery } from "@tanstack/react-query";
import type { Said } from "@tessera/shared/api";
import { figure, money, time } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Seal } from "@tessera/shared/screen";
import { useConnection } from "../net/connection.ts";
import { reading } from "../net/wire.ts";
import type { Slip } from "../queue/slip.ts";
import type { Notes } from "../sale/notes.ts";
import { type Names, useNames } from "../shop/names.ts";
import { usePlace } from "../shop/place.ts";
import { Barcode } from "./barcode.tsx";
import { words } from "./words.ts";

type Answered = Said<"Recorded">;

/** What the server booked, once it has. */
export const booked = (slip: Slip): Answered | undefined =>
  slip.state === "done" && slip.kind !== "enrol" ? (slip.answer as unknown as Answered) : undefined;

/** Why the sale earned what it earned: the engine's own account; that of the quote until it is here. */
function useNotes(slip: Slip): Notes {
  const lang = useLang();
  const { up } = useConnection();
  const done = slip.kind === "order" ? booked(slip) : undefined;
  const { data } = useQuery({
    queryKey: ["why", slip.id, lang],
    queryFn: ({ signal }) =>
      reading<{ notes: Notes }>(`/v1/members/${done?.member}/events/ext:${slip.id}/explanation`, signal),
    enabled: up && done !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data?.notes ?? (done ? (slip.shown.notes ?? []) : []);
}

export function Receipt({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const { name, zone } = usePlace();
  const { shown } = slip;
  const titles = { order: t.receipt, return: t.returnSlip, enrol: t.enrolment };
  return (
    <article className="paper" aria-label={`${titles[slip.kind]} ${slip.id}`}>
      <header className="paper-head">
        <Seal size={17} />
        <div>
          <h2 className="own-words">{name || titles[slip.kind]}</h2>
          <p className="quiet">{name ? titles[slip.kind] : ""}</p>
        </div>
      </header>
      <dl className="paper-facts">
        <Fact name={t.number} value={slip.id} />
        <Fact name={t.time} value={time(slip.at, zone)} />
        {shown.cashier && <Fact name={t.cashier} value={shown.cashier} />}
        {slip.sent && <Fact name={t.sentBy} value={slip.sent.name} />}
        {shown.who && <Fact name={t.member} value={shown.who} />}
      </dl>
      {slip.kind === "order" && <Sold slip={slip} />}
      {slip.kind === "return" && <BroughtBack slip={slip} />}
      <footer className="paper-foot">
        {slip.kind === "order" && <Barcode text={slip.id} />}
        {slip.kind === "order" && <p className="quiet">{t.keep}</p>}
      </footer>
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="wrap own-words">{value}</dd>
    </div>
  );
}

function Goods({ slip }: { slip: Slip }) {
  const { lines, currency, decimals } = slip.shown;
  if (!lines?.length) return null;
  return (
    <ul className="paper-lines">
      {lines.map((line) => (
        <li key={line.line}>
          <span className="wrap">{line.sku || `#${line.line}`}</span>
          <span className="quiet">×{line.quantity}</span>
          <span className="num">{money(line.amount, currency, decimals)}</span>
        </li>
      ))}
    </ul>
  );
}

function Sold({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const names = useNames();
  const notes = useNotes(slip);
  const { shown } = slip;
  const done = booked(slip);
  const cash = (amount: number) => money(amount, shown.currency, shown.decimals);
  const paid = done?.receipt.redeemed
    ? { ...done.receipt.redeemed, value: done.receipt.redeemed.value.amount }
    : shown.redeem;
  return (
    <>
      <Goods slip={slip} />
      <dl className="paper-sums">
        <Sum name={t.total} value={cash(shown.amount)} />
        {paid && (
          <Sum
            name={t.usedPoints(units(names, paid), names.wallet(paid.wallet).label)}
            value={`−${cash(paid.value)}`}
          />
        )}
        <div className="paper-paid">
          <dt>{t.paid}</dt>
          <dd>{cash(shown.amount - (paid?.value ?? 0))}</dd>
        </div>
      </dl>
      {done ? <Earned done={done} notes={notes} /> : <p className="paper-note">{stateText(slip, t)}</p>}
    </>
  );
}

function stateText(slip: Slip, t: (typeof words)["zh"]): string {
  if (slip.state === "parked") return t.parked;
  if (slip.state === "approval") return t.approval;
  if (slip.state === "refused") return `${t.refused} ${slip.refusal?.text ?? ""}`;
  return t.waiting;
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

const units = (names: Names, change: { wallet: string; units: number }) =>
  figure(change.units, names.wallet(change.wallet).decimals);

/** What came in, the sentences that say why, and what is in the wallets now. */
function Earned({ done, notes }: { done: Answered; notes: Notes }) {
  const t = useWords(words);
  const names = useNames();
  const { earned, balances, tier, tier_before: before } = done.receipt;
  return (
    <section className="paper-earned">
      <h3>{earned.length > 0 ? t.earned : t.earnedNothing}</h3>
      {earned.map((change) => (
        <p key={change.wallet} className="paper-gain">
          <b>+{units(names, change)}</b> {names.wallet(change.wallet).label}
        </p>
      ))}
      <NoteList notes={notes.filter(({ applied }) => applied)} />
      {before && tier && <p className="paper-tier">{t.became(names.tier(tier))}</p>}
      <Balances balances={balances} />
    </section>
  );
}

export function NoteList({ notes }: { notes: Notes }) {
  return (
    <ul className="notes">
      {notes.map((note) => (
        <li key={note.rule}>
          {note.label && <strong>{note.label}</strong>} <span className="wrap">{note.text}</span>
        </li>
      ))}
    </ul>
  );
}

function Balances({ balances }: { balances: Answered["receipt"]["balances"] }) {
  const t = useWords(words);
  const names = useNames();
  return (
    <p className="quiet paper-balances">
      {t.balances}{" "}
      {balances
        .map(({ wallet, available }) => `${units(names, { wallet, units: available })} ${names.wallet(wallet).label}`)
        .join(" · ")}
    </p>
  );
}

function BroughtBack({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const names = useNames();
  const { shown } = slip;
  const done = booked(slip);
  const taken = done?.receipt.taken_back ?? [];
  const given = done?.receipt.given_back ?? [];
  return (
    <>
      <Goods slip={slip} />
      <dl className="paper-sums">
        {shown.against && <Sum name={t.original} value={shown.against} />}
        {shown.refund !== undefined && (
          <Sum name={t.returned} value={money(shown.amount, shown.currency, shown.decimals)} />
        )}
        {/* Money is handed over by the large figure: what goes back to the customer, once that is known. */}
        <div className="paper-paid">
          <dt>{shown.refund === undefined ? t.returned : t.refund}</dt>
          <dd>{money(shown.refund ?? shown.amount, shown.currency, shown.decimals)}</dd>
        </div>
      </dl>
      {done ? (
        <section className="paper-earned">
          {taken.length + given.length === 0 && <h3>{t.nothingMoved}</h3>}
          {taken.map((change) => (
            <p key={`t${change.wallet}`} className="paper-loss">
              {t.takenBack} <b>−{units(names, change)}</b> {names.wallet(change.wallet).label}
            </p>
          ))}
          {given.map((change) => (
            <p key={`g${change.wallet}`} className="paper-gain">
              {t.givenBack} <b>+{units(names, change)}</b> {names.wallet(change.wallet).label}
            </p>
          ))}
          {given.length > 0 && <p className="quiet">{t.gaveHelp}</p>}
          <Balances balances={done.receipt.balances} />
        </section>
      ) : (
        <p className="paper-note">{stateText(slip, t)}</p>
      )}
    </>
  );
}
