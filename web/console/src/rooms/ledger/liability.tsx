import type { Said } from "@tessera/shared/api";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useFigures } from "../../figures.ts";
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
          <WalletLiability wallet={wallet} names={names} key={wallet.wallet} />
        ))}
    </>
  );
}

function WalletLiability({ wallet, names }: { wallet: Said<"FiguresWallet">; names: Names }) {
  const t = useWords(words);
  const { label, decimals } = wallet;
  const cash = (value: Said<"Money"> | null | undefined) =>
    value ? money(value.amount, value.currency, names.decimals) : "–";
  const most = Math.max(1, wallet.never, ...wallet.expiring.map(({ units }) => units));
  const download = () =>
    saveTable(`${wallet.wallet}-liability.csv`, [
      [t.month, t.units, t.worth],
      ...wallet.expiring.map(({ month, units, worth }) => [
        month,
        units,
        worth ? figure(worth.amount, names.decimals).replaceAll(",", "") : null,
      ]),
      [t.neverExpires, wallet.never, null],
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
          </p>
        </div>
        <Button size="small" onClick={download}>
          {t.download}
        </Button>
      </div>
      {wallet.expiring.length === 0 ? (
        <p>{t.allNever(figure(wallet.never, decimals))}</p>
      ) : (
        <Wide label={t.liability}>
          <table className="book">
            <thead>
              <tr>
                <th>{t.month}</th>
                <th className="bar-cell" />
                <th className="right ruled">{t.units}</th>
                <th className="right">{t.worth}</th>
              </tr>
            </thead>
            <tbody>
              {wallet.expiring.map(({ month, units, worth }) => (
                <tr key={month}>
                  <td className="nowrap">{month}</td>
                  <td className="bar-cell" aria-hidden="true">
                    <i style={{ width: `${(Math.max(0, units) * 100) / most}%` }} />
                  </td>
                  <td className="right ruled">{figure(units, decimals)}</td>
                  <td className="right soft">{cash(worth)}</td>
                </tr>
              ))}
              {wallet.never !== 0 && (
                <tr>
                  <td className="nowrap">{t.neverExpires}</td>
                  <td className="bar-cell" aria-hidden="true">
                    <i style={{ width: `${(Math.max(0, wallet.never) * 100) / most}%` }} />
                  </td>
                  <td className="right ruled">{figure(wallet.never, decimals)}</td>
                  <td className="right" />
                </tr>
              )}
            </tbody>
            <tfoot>
              <tr>
                <td>{t.sum}</td>
                <td className="bar-cell" />
                <td className="right ruled">{figure(wallet.outstanding, decimals)}</td>
                <td className="right">{cash(wallet.worth)}</td>
              </tr>
            </tfoot>
          </table>
        </Wide>
      )}
    </section>
  );
}
