import { decimalMoney, figure, percent, plain, signed, time } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Button } from "antd";
import { Chart } from "../../charts/chart.tsx";
import type { Report } from "../../program/report.ts";
import { save, saveTable } from "../../saving.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./backtest-words.ts";
import { Comparing } from "./comparing.tsx";

/** The report of a backtest: figures first, then who, tiers and rules. */
export function ReportView({ report, id }: { report: Report; id: string }) {
  const t = useWords(words);
  const lang = useLang();
  const { file, currency, comparison } = report;
  const end = report.instants.at(-1);
  const cash = (text: string | null) => decimalMoney(text, currency);
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{t.spend}</dt>
          <dd>
            {cash(file.spend)}
            <small>{t.orders(figure(file.orders))}</small>
            <small>{t.members(figure(file.members))}</small>
          </dd>
        </div>
        <div>
          <dt>{t.cost}</dt>
          <dd>
            {cash(end?.cost ?? null)}
            {comparison?.measured === "money" && (
              <small>
                {t.before} {cash(comparison.issued_before)}
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt title={t.rateHelp}>{t.rate}</dt>
          <dd>
            {end?.reward_rate ? `${end.reward_rate}%` : "–"}
            <small>{t.rateHelp}</small>
          </dd>
        </div>
        <div>
          <dt>{t.liability}</dt>
          <dd>{cash(end?.wallets.find(({ liability }) => liability !== null)?.liability ?? null)}</dd>
        </div>
      </dl>
      <Notes report={report} id={id} />
      {comparison && <Comparing comparison={comparison} currency={currency} />}
      {end && end.tiers.length > 0 && (
        <section className="sheet">
          <Title
            title={t.tiers}
            onSave={() =>
              saveTable(`${id}-tiers.csv`, [
                [t.tier, t.before, t.after, t.share, t.target],
                ...end.tiers.map((tier) => [
                  tier.label[lang],
                  comparison?.tiers.find(({ name }) => name === tier.name)?.before ?? null,
                  tier.members,
                  tier.share,
                  tier.target,
                ]),
              ])
            }
          />
          <div className="columns two">
            <Chart
              title={t.tiers}
              kind="bars"
              height={Math.max(180, end.tiers.length * 64)}
              labels={end.tiers.map(({ label }) => label[lang])}
              series={[
                ...(comparison
                  ? [{ name: t.before, tone: "ink3" as const, values: comparison.tiers.map(({ before }) => before) }]
                  : []),
                { name: t.after, tone: "seal", values: end.tiers.map(({ members }) => members) },
              ]}
            />
            <Wide label={t.tiers}>
              <table className="book">
                <thead>
                  <tr>
                    <th>{t.tier}</th>
                    <th className="right">{t.before}</th>
                    <th className="right ruled">{t.after}</th>
                    <th className="right">{t.share}</th>
                    <th className="right">{t.target}</th>
                  </tr>
                </thead>
                <tbody>
                  {end.tiers.map((tier) => {
                    const before = comparison?.tiers.find(({ name }) => name === tier.name)?.before;
                    return (
                      <tr key={tier.name}>
                        <td>{tier.label[lang]}</td>
                        <td className="right soft">{before === undefined ? "–" : figure(before)}</td>
                        <td className="right ruled">{figure(tier.members)}</td>
                        <td className="right">{percent(tier.share)}</td>
                        <td className="right quiet">{percent(tier.target)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </Wide>
          </div>
        </section>
      )}
      <WalletTable report={report} id={id} />
      <Rules report={report} id={id} />
    </>
  );
}

function Notes({ report, id }: { report: Report; id: string }) {
  const t = useWords(words);
  const lang = useLang();
  const { first, last } = report.file;
  return (
    <div className="program-line">
      <p className="quiet">
        {first && last && t.period(time(first, report.zone), time(last, report.zone))}
        <br />
        {report.assumptions.length > 0 ? `${t.assumptions}：${report.assumptions.join("，")}` : t.noAssumption}
        {report.notes.map((note) => (
          <span key={note.en}>
            <br />
            {t.notes}：{note[lang]}
          </span>
        ))}
      </p>
      <div className="actions">
        <Button onClick={() => save(`${id}.json`, "application/json", JSON.stringify(report, null, 2))}>
          {t.download}
        </Button>
      </div>
    </div>
  );
}

/** The name of a table, and the way to have it as a file. */
function Title({ title, onSave }: { title: string; onSave: () => void }) {
  const t = useWords(words);
  return (
    <div className="sheet-head">
      <h2>{title}</h2>
      <Button size="small" onClick={onSave}>
        {t.downloadCsv}
      </Button>
    </div>
  );
}

function WalletTable({ report, id }: { report: Report; id: string }) {
  const t = useWords(words);
  const lang = useLang();
  const end = report.instants.at(-1);
  return (
    <section className="sheet">
      <Title
        title={t.wallets}
        onSave={() =>
          saveTable(`${id}-wallets.csv`, [
            [t.wallet, `${t.issued} ${t.before}`, `${t.issued} ${t.after}`, t.used, t.expired, t.outstanding, t.worth],
            ...(end?.wallets ?? []).map((wallet) => {
              const before = report.comparison?.wallets.find(({ name }) => name === wallet.name)?.issued_before;
              const { issued, spent, expired, outstanding } = wallet;
              return [
                wallet.label[lang],
                before === undefined ? null : plain(before, wallet.decimals),
                ...[issued, spent, expired, outstanding].map((units) => plain(units, wallet.decimals)),
                wallet.cost,
              ];
            }),
          ])
        }
      />
      <Wide label={t.wallets}>
        <table className="book">
          <thead>
            <tr>
              <th>{t.wallet}</th>
              <th className="right">
                {t.issued} · {t.before}
              </th>
              <th className="right ruled">
                {t.issued} · {t.after}
              </th>
              <th className="right">{t.change}</th>
              <th className="right">{t.expired}</th>
              <th className="right">{t.outstanding}</th>
              <th className="right">{t.worth}</th>
            </tr>
          </thead>
          <tbody>
            {end?.wallets.map((wallet) => {
              const before = report.comparison?.wallets.find(({ name }) => name === wallet.name)?.issued_before;
              return (
                <tr key={wallet.name}>
                  <td>{wallet.label[lang]}</td>
                  <td className="right soft">{before === undefined ? "–" : figure(before, wallet.decimals)}</td>
                  <td className="right ruled">{figure(wallet.issued, wallet.decimals)}</td>
                  <td className="right">
                    {before === undefined ? "–" : signed(wallet.issued - before, wallet.decimals)}
                  </td>
                  <td className="right">{figure(wallet.expired, wallet.decimals)}</td>
                  <td className="right">{figure(wallet.outstanding, wallet.decimals)}</td>
                  <td className="right">{decimalMoney(wallet.cost, report.currency)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

/** How many rules the chart shows; the table has them all. */
const CHARTED = 8;

function Rules({ report, id }: { report: Report; id: string }) {
  const t = useWords(words);
  const lang = useLang();
  // Pictures may round; the figures stand in the table.
  const dear = report.rules.filter(({ cost }) => Number(cost) > 0).slice(0, CHARTED);
  return (
    <section className="sheet">
      <Title
        title={t.rules}
        onSave={() =>
          saveTable(`${id}-rules.csv`, [
            [t.rule, t.wallet, t.times, t.base, t.units, t.share, t.worth],
            ...report.rules.map((rule) => [
              rule.label[lang],
              rule.wallet_label[lang],
              rule.times,
              rule.base,
              plain(rule.units, rule.decimals),
              rule.share,
              rule.cost,
            ]),
          ])
        }
      />
      {dear.length > 1 && (
        <Chart
          title={t.rules}
          kind="bars"
          height={40 + dear.length * 34}
          labels={dear.map(({ label }) => label[lang])}
          series={[
            {
              name: t.worth,
              tone: "seal",
              values: dear.map(({ cost }) => Number(cost)),
              show: (value) => decimalMoney(String(value), report.currency),
            },
          ]}
        />
      )}
      <Wide label={t.rules}>
        <table className="book">
          <thead>
            <tr>
              <th>{t.rule}</th>
              <th>{t.wallet}</th>
              <th className="right">{t.times}</th>
              <th className="right">{t.base}</th>
              <th className="right ruled">{t.units}</th>
              <th className="right">{t.share}</th>
              <th className="right">{t.worth}</th>
            </tr>
          </thead>
          <tbody>
            {report.rules.map((rule) => (
              <tr key={rule.name}>
                <td>{rule.label[lang]}</td>
                <td className="soft nowrap">{rule.wallet_label[lang]}</td>
                <td className="right">{figure(rule.times)}</td>
                <td className="right">{decimalMoney(rule.base, report.currency)}</td>
                <td className="right ruled">{figure(rule.units, rule.decimals)}</td>
                <td className="right">{percent(rule.share)}</td>
                <td className="right">{decimalMoney(rule.cost, report.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p className="quiet" style={{ marginTop: 10 }}>
        {t.ordersOnly}
      </p>
    </section>
  );
}
