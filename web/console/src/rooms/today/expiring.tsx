import { Link } from "@tanstack/react-router";
import type { Coming } from "@tessera/shared/api";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import type { Names } from "../../program/reading.ts";
import { words } from "./words.ts";

/** How many months are shown; the ledger has them all. */
const MONTHS = 6;

/** What expires in the months to come. */
export function Expiring({ figures, names }: { figures: Coming["Figures"]; names: Names }) {
  const t = useWords(words);
  const wallets = figures.wallets.filter(({ expiring }) => expiring.length > 0);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.expiring}</h2>
        <Link to="/ledger">{t.toLedger}</Link>
      </div>
      {wallets.length === 0 && <p className="quiet">{t.nothingExpires}</p>}
      {wallets.map(({ wallet, label, expiring }) => {
        const { decimals } = names.wallet(wallet);
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
