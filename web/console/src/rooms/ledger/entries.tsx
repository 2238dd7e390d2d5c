/** A member's entries: found by any identity, to be read and saved. */
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { problemOf, type Said } from "@tessera/shared/api";
import { figure, plain, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, Signed } from "@tessera/shared/screen";
import { Button, Input } from "antd";
import { findMember } from "../../people/find.ts";
import type { Names } from "../../program/reading.ts";
import { saveTable } from "../../saving.ts";
import { Wide } from "../../shell/wide.tsx";
import { type Balanced, type Happened, running } from "../member/running.ts";
import { readAll } from "../member/timeline.tsx";
import { words as memberWords } from "../member/words.ts";
import { words } from "./words.ts";

/** Rows shown; the file has them all. */
const SHOWN = 200;

interface Row extends Balanced {
  event: Happened["event"];
}

export function Entries({ names }: { names: Names }) {
  const t = useWords(words);
  const find = useMutation({
    mutationFn: async (text: string) => {
      const id = await findMember(text);
      const { all } = await readAll(id, new AbortController().signal);
      return { id, rows: rowsOf(all) };
    },
  });
  const look = (typed: string) => {
    if (typed.trim()) find.mutate(typed.trim());
  };
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.entriesOf}</h2>
          <p className="quiet">{t.entriesHelp}</p>
        </div>
        {find.data && find.data.rows.length > 0 && <Download id={find.data.id} rows={find.data.rows} names={names} />}
      </div>
      <search style={{ display: "block", maxWidth: 520, marginBottom: 14 }}>
        <Input.Search
          aria-label={t.search}
          placeholder={t.search}
          enterButton={t.find}
          loading={find.isPending}
          onSearch={look}
          maxLength={120}
        />
      </search>
      {find.isPending && <Loading lines={6} />}
      {find.isError &&
        (problemOf(find.error).isMissing ? <Empty title={t.noMember} /> : <Failure error={find.error} />)}
      {find.data?.rows.length === 0 && <Empty title={t.noEntries} />}
      {find.data && find.data.rows.length > 0 && <Table id={find.data.id} rows={find.data.rows} names={names} />}
    </section>
  );
}

const rowsOf = (all: Said<"EventEntries">[]): Row[] =>
  running(all).flatMap(({ event, entries }) => [...entries].reverse().map((balanced) => ({ ...balanced, event })));

function Download({ id, rows, names }: { id: string; rows: Row[]; names: Names }) {
  const t = useWords(words);
  const m = useWords(memberWords);
  const save = () =>
    saveTable(`${id}-entries.csv`, [
      [t.when, t.what, t.wallet, t.kind, t.change, t.balanceAfter, t.rule],
      ...rows.map(({ event, entry, balance }) => [
        time(event.occurred_at, names.zone),
        m.what[event.type],
        names.wallet(entry.wallet).label,
        m.kinds[entry.kind] ?? entry.kind,
        plain(entry.units, names.wallet(entry.wallet).decimals),
        plain(balance, names.wallet(entry.wallet).decimals),
        entry.rule ? names.rule(entry.rule) : "",
      ]),
    ]);
  return (
    <Button size="small" onClick={save}>
      {t.download}
    </Button>
  );
}

function Table({ id, rows, names }: { id: string; rows: Row[]; names: Names }) {
  const t = useWords(words);
  const m = useWords(memberWords);
  return (
    <>
      <p style={{ marginBottom: 8 }}>
        <Link to="/members/$member" params={{ member: id }} preload={false}>
          <u>{t.toMember}</u>
        </Link>{" "}
        <span className="quiet">
          {rows.length > SHOWN ? t.shown(figure(SHOWN), figure(rows.length)) : t.count(figure(rows.length))}
        </span>
      </p>
      <Wide label={t.entriesOf}>
        <table className="book">
          <thead>
            <tr>
              <th>{t.when}</th>
              <th>{t.what}</th>
              <th>{t.wallet}</th>
              <th>{t.kind}</th>
              <th>{t.rule}</th>
              <th className="right ruled">{t.change}</th>
              <th className="right">{t.balanceAfter}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map(({ event, entry, balance }, at) => {
              const { label, decimals } = names.wallet(entry.wallet);
              return (
                <tr key={`${event.id}/${at}`}>
                  <td className="nowrap">{time(event.occurred_at, names.zone)}</td>
                  <td className="nowrap">{m.what[event.type]}</td>
                  <td className="nowrap">{label}</td>
                  <td className="nowrap soft">{m.kinds[entry.kind] ?? entry.kind}</td>
                  <td className="soft">{entry.rule ? names.rule(entry.rule) : ""}</td>
                  <td className="right ruled">
                    <Signed units={entry.units} decimals={decimals} />
                  </td>
                  <td className="right soft">{figure(balance, decimals)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
