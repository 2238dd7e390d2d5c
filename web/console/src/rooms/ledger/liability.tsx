import type { Said } from "@tessera/shared/api";
import { figure, money, plain, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useFigures } from "../../figures.ts";
import { fallingDue } from "../../ledger/falling-due.ts";
import type { Names } from "../../program/reading.ts";
import { saveTable } from "../../saving.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./words.ts";

/** What members hold, by the month in which it expires. */
export function Liability({ names }: { names: Names }) {
  const figures = useFigures();
  if (figures.isPending) return <Loading lines={5} />;
  if (figures.isError) return <Failure error={figures.error} retry={() => void figures.refetch()} />;
  return (
    <>
      {figures.data.wallets
        .filter(({ outstanding }) => outstanding !== 0)
        .map((wallet) => (
          <WalletLiability wallet={wallet} names={names} asOf={figures.data.fresh_as_of} key={wallet.wallet} />
        ))}
    </>
  );
}

interface WalletLiabilityProps {
  wallet: Said<"FiguresWallet">;
  names: Names;
  asOf: string | null | undefined;
}

function WalletLiability({ wallet, names, asOf }: WalletLiabilityProps) {
  const t = useWords(words);
  const { label, decimals } = wallet;
  const { rows, sum } = fallingDue(wallet);
  const cash = (value: Said<"Money"> | null | undefined) =>
    value ? money(value.amount, value.currency, names.decimals) : "–";
  // A wallet that is worth no money has no such column.
  const hasWorth = rows.some(({ worth }) => worth);
  const most = Math.max(1, ...rows.map(({ units }) => units));
  const nameOf = (when: string) => (when === "never" ? t.neverExpires : when === "owed" ? t.owed : when);
  const download = () =>
    saveTable(`${wallet.wallet}-liability.csv`, [
      [t.month, t.units, t.worth],
      ...rows.map(({ when, units, worth }) => [
        nameOf(when),
        plain(units, decimals),
        worth ? plain(worth.amount, names.decimals) : null,
      ]),
      [t.sum, plain(sum, decimals), null],
    ]);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>
            {label} · {t.liability}
          </h2>
          <p className="quiet">
            {t.outstanding(`${figure(wallet.outstanding, decimals)} ${label}`)}
            {wallet.worth && t.worthAll(cash(wallet.worth))}
            {asOf && t.rowsAsOf(time(asOf, names.zone))}
          </p>
        </div>
        <Button size="small" onClick={download}>
          {t.download}
        </Button>
      </div>
      <Wide label={t.liability}>
        <table className="book">
          <thead>
            <tr>
              <th>{t.month}</th>
              <th className="bar-cell" />
              <th className="right ruled">{t.units}</th>
              {hasWorth && <th className="right">{t.worth}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ when, units, worth }) => (
              <tr key={when}>
                <td className="nowrap">{nameOf(when)}</td>
                <td className="bar-cell" aria-hidden="true">
                  <i style={{ width: `${(Math.max(0, units) * 100) / most}%` }} />
                </td>
                <td className="right ruled">{figure(units, decimals)}</td>
                {hasWorth && <td className="right soft">{worth ? cash(worth) : ""}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t.sum}</td>
              <td className="bar-cell" />
              <td className="right ruled">{figure(sum, decimals)}</td>
              {hasWorth && <td className="right" />}
            </tr>
          </tfoot>
        </table>
      </Wide>
    </section>
  );
}
