import { Link } from "@tanstack/react-router";
import { decimalMoney, figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd";
import type { Comparison, Gain } from "../../program/report.ts";
import { saveTable } from "../../saving.ts";
import { words } from "./backtest-words.ts";

/** Who gains and who loses. */
export function Comparing({ comparison, currency }: { comparison: Comparison; currency: string }) {
  const t = useWords(words);
  // Money where wallets have a worth; else units of the one wallet that is compared.
  const show = (text: string) => (comparison.measured === "money" ? decimalMoney(text, currency) : text);
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
            <small>+{show(comparison.gained)}</small>
          </dd>
        </div>
        <div>
          <dt>{t.lose}</dt>
          <dd>
            {figure(comparison.lose)}
            <small>−{show(comparison.lost.replace(/^-/, ""))}</small>
          </dd>
        </div>
        <div>
          <dt>{t.same}</dt>
          <dd>{figure(comparison.same)}</dd>
        </div>
      </dl>
      <Split comparison={comparison} />
      <div className="columns two" style={{ marginTop: 16 }}>
        <Most title={t.largestGains} members={comparison.largest_gains} show={show} />
        <Most title={t.largestLosses} members={comparison.largest_losses} show={show} />
      </div>
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

function Most({ title, members, show }: { title: string; members: Gain[]; show: (text: string) => string }) {
  const t = useWords(words);
  if (members.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <table className="book">
        <thead>
          <tr>
            <th>{t.member}</th>
            <th className="right">{t.before}</th>
            <th className="right ruled">{t.after}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.member_id}>
              <td>
                <Link
                  to="/members/$member"
                  params={{
                    member: member.member_id.startsWith("mem_") ? member.member_id : `ext:${member.member_id}`,
                  }}
                  preload={false}
                >
                  {member.member_id}
                </Link>
              </td>
              <td className="right soft">{show(member.before)}</td>
              <td className="right ruled">{show(member.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
