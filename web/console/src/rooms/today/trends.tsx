import type { Said } from "@tessera/shared/api";
import { figure, money, plain } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Segmented } from "antd";
import { useState } from "react";
import { Chart, type Series } from "../../charts/chart.tsx";
import type { Names } from "../../program/reading.ts";
import { saveTable } from "../../saving.ts";
import { words } from "./words.ts";

/** The last ninety days: orders and money, what was given and used, who joined. */
export function Trends({ figures, names }: { figures: Said<"FiguresReply">; names: Names }) {
  const t = useWords(words);
  const [span, setSpan] = useState(90);
  const days = figures.days.slice(-span);
  const labels = days.map(({ day }) => day.slice(5));
  const wallet = figures.wallets.find(({ worth }) => worth) ?? figures.wallets[0];
  const { label = "", decimals = 0 } = wallet ?? {};
  const units = (key: "issued" | "spent" | "expired") => days.map((day) => day[key][wallet?.wallet ?? ""] ?? 0);
  // A line that falls to what there is of today would look like a collapse.
  const whole = (values: number[]) => values.map((value, at) => (days[at]?.day === figures.today.day ? null : value));
  const currency = days[0]?.spend.currency ?? names.currency;
  const show = (value: number) => figure(value, decimals);
  const charts: { title: string; series: Series[]; kind: "line" | "columns" }[] = [
    {
      title: t.spendByDay,
      kind: "columns",
      series: [
        {
          name: t.spend,
          tone: "ink",
          values: days.map(({ spend }) => spend.amount),
          show: (value) => money(value, currency, names.decimals).replace(/\.00$/, ""),
        },
      ],
    },
    {
      title: t.unitsByDay(label),
      kind: "line",
      series: [
        { name: t.issued, tone: "pine", values: whole(units("issued")), show },
        { name: t.used, tone: "seal", values: whole(units("spent")), show },
        { name: t.expired, tone: "amber", values: whole(units("expired")), show },
      ],
    },
    {
      title: t.ordersByDay,
      kind: "columns",
      series: [{ name: t.orders, tone: "indigo", values: days.map(({ orders }) => orders) }],
    },
    {
      title: t.joinedByDay,
      kind: "columns",
      series: [{ name: t.joined, tone: "pine", values: days.map(({ joined }) => joined) }],
    },
  ];
  const download = () =>
    saveTable("days.csv", [
      [t.day, t.joined, t.orders, t.spend, t.issued, t.used, t.expired],
      ...days.map(({ day, joined, orders, spend }, at) => [
        day,
        joined,
        orders,
        plain(spend.amount, names.decimals),
        plain(units("issued")[at] ?? 0, decimals),
        plain(units("spent")[at] ?? 0, decimals),
        plain(units("expired")[at] ?? 0, decimals),
      ]),
    ]);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.trends}</h2>
        <span className="head-ways">
          <button type="button" className="text-button" onClick={download}>
            {t.download}
          </button>
          <Segmented
            size="small"
            aria-label={t.span}
            value={span}
            onChange={setSpan}
            options={[30, 90].map((value) => ({ value, label: t.lastDays(value) }))}
          />
        </span>
      </div>
      <div className="trends">
        {charts.map(({ title, series, kind }) => (
          <figure key={title}>
            <figcaption className="soft">{title}</figcaption>
            <Chart title={title} kind={kind} labels={labels} series={series} height={170} />
          </figure>
        ))}
      </div>
    </section>
  );
}
