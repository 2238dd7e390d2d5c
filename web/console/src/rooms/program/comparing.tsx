import { Link } from "@tanstack/react-router";
import { decimalMoney, figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd";
import { gap } from "../../program/gap.ts";
import type { Comparison, Gain } from "../../program/report.ts";
import { saveTable } from "../../saving.ts";
import { shortId } from "../../shell/short-id.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./backtest-words.ts";

/** Who gains and who loses. */
export function Comparing({ comparison, currency }: { comparison: Comparison; currency: string }) {
  const t = useWords(words);
  // Money where wallets have a worth; else units of the one wallet that is compared.
  const show = (text: string) => (comparison.measured === "money" ? decimalMoney(text, currency) : text);
  /** Nothing has no sign. */
  const marked = (text: string) => {
    const size = text.replace(/^-/, "");
    const mark = /[1-9]/.test(size) ? (text.startsWith("-") ? "−" : "+") : "";
    return mark + show(size);
  };
  // Where nobody loses, those who gain have the room.
  const lists = (
    [
      [t.largestGains, comparison.largest_gains],
      [t.largestLosses, comparison.largest_losses],
    ] as const
  ).filter(([, members]) => members.length > 0);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.who}</h2>
        <Button
          size="small"
          onClick={() =>
            saveTable("members.csv", [
              [t.member, t.before, t.after],
              ...[...comparison.largest_gains, ...comparison.largest_losses].map((member) => [
                member.member_id,
                member.before,
                member.after,
              ]),
            ])
          }
        >
          {t.downloadCsv}
        </Button>
      </div>
      <dl className="figures">
        <div>
          <dt>{t.gain}</dt>
          <dd>
            {figure(comparison.gain)}
            <small>{marked(comparison.gained)}</small>
          </dd>
        </div>
        <div>
          <dt>{t.lose}</dt>
          <dd>
            {figure(comparison.lose)}
            <small>{marked(`-${comparison.lost.replace(/^-/, "")}`)}</small>
          </dd>
        </div>
        <div>
          <dt>{t.same}</dt>
          <dd>{figure(comparison.same)}</dd>
        </div>
      </dl>
      <Split comparison={comparison} />
      {lists.length > 0 && (
        <div className={lists.length > 1 ? "columns two" : "columns"} style={{ marginTop: 16 }}>
          {lists.map(([title, members]) => (
            <Most key={title} title={title} members={members} show={show} marked={marked} />
          ))}
        </div>
      )}
    </section>
  );
}

/** All members on one line: who gains, who stays, who loses. */
function Split({ comparison: { gain, same, lose } }: { comparison: Comparison }) {
  const t = useWords(words);
  const parts = [
    ["gain", gain, t.gain],
    ["same", same, t.same],
    ["lose", lose, t.lose],
  ] as const;
  return (
    <div
      className="split"
      role="img"
      aria-label={parts.map(([, count, name]) => `${name} ${figure(count)}`).join(", ")}
    >
      {parts.map(
        ([name, count]) => count > 0 && <i key={name} className={`split-${name}`} style={{ flexGrow: count }} />,
      )}
    </div>
  );
}

interface MostProps {
  title: string;
  members: Gain[];
  show: (text: string) => string;
  marked: (text: string) => string;
}

function Most({ title, members, show, marked }: MostProps) {
  const t = useWords(words);
  return (
    <div style={{ minWidth: 0 }}>
      <h3 style={{ marginBottom: 8 }}>{title}</h3>
      <Wide label={title}>
        <table className="book">
          <thead>
            <tr>
              <th>{t.member}</th>
              <th className="right">{t.before}</th>
              <th className="right ruled">{t.after}</th>
              <th className="right">{t.change}</th>
              <th className="right">{t.changeShare}</th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => {
              const change = gap(member.before, member.after);
              return (
                <tr key={member.member_id}>
                  <td>
                    <Link
                      to="/members/$member"
                      params={{
                        member: member.member_id.startsWith("mem_") ? member.member_id : `ext:${member.member_id}`,
                      }}
                      preload={false}
                    >
                      {shortId(member.member_id)}
                    </Link>
                  </td>
                  <td className="right soft">{show(member.before)}</td>
                  <td className="right ruled">{show(member.after)}</td>
                  <td className="right">{change ? marked(change.amount) : "–"}</td>
                  <td className="right soft">{change?.share?.replace("-", "−") ?? "–"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </div>
  );
}
