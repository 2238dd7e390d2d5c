import { Link } from "@tanstack/react-router";
import type { Said } from "@tessera/shared/api";
import { figure, money, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useMay } from "@tessera/shared/session";
import type { Names } from "../../program/reading.ts";
import { words } from "./words.ts";

/** How many months are shown; the ledger has them all. */
const MONTHS = 6;

/** What expires in the months to come. */
export function Expiring({ figures, names }: { figures: Said<"FiguresReply">; names: Names }) {
  const t = useWords(words);
  const mayEnter = useMay("exports:create");
  const wallets = figures.wallets.filter(({ expiring }) => expiring.length > 0);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.expiring}</h2>
          {figures.fresh_as_of && <span className="quiet">{t.reckoned(time(figures.fresh_as_of, names.zone))}</span>}
        </div>
        {mayEnter && <Link to="/ledger">{t.toLedger}</Link>}
      </div>
      {wallets.length === 0 && <p className="quiet">{figures.fresh_as_of ? t.nothingExpires : t.notReckoned}</p>}
      {wallets.map(({ wallet, label, decimals, expiring }) => {
        return (
          <table className="book" key={wallet}>
            <thead>
              <tr>
                <th>{t.month}</th>
                <th className="right ruled">{label}</th>
                <th className="right">{t.worth}</th>
              </tr>
            </thead>
            <tbody>
              {expiring.slice(0, MONTHS).map(({ month, units, worth }) => (
                <tr key={month}>
                  <td>{month}</td>
                  <td className="right ruled">{figure(units, decimals)}</td>
                  <td className="right soft">{worth ? money(worth.amount, worth.currency, names.decimals) : "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </section>
  );
}
