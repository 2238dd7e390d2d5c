/** What expires when. */
import { day, dayInWords, daysBetween, figure } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import type { Wallet } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { words } from "./words.ts";

/** Days shown at first. */
const FEW = 2;
/** From this many days on it is worth hurrying. */
const SOON = 30;

export function ExpiringSoon({ wallet, at }: { wallet: Wallet; at: string }) {
  const t = useWords(words);
  const lang = useLang();
  const shop = useShop();
  const [isWhole, setWhole] = useState(false);
  const today = day(at, shop.zone);
  const shown = isWhole ? wallet.expiring : wallet.expiring.slice(0, FEW);
  return (
    <section className="part">
      <h2>{t.expiring}</h2>
      {shown.length === 0 && <p className="quiet">{t.expiringNone}</p>}
      <ul className="rows">
        {shown.map(({ last_day, units, worth }) => {
          const days = daysBetween(today, last_day);
          return (
            <li key={last_day}>
              <span>
                <b>{dayInWords(last_day, lang)}</b>
                <small className={days <= SOON ? "soon" : undefined}>{t.daysLeft(days)}</small>
              </span>
              <span className="rows-end">
                <b>
                  {figure(units, wallet.decimals)} {wallet.label}
                </b>
                {worth && <small>{shop.cash(worth)}</small>}
              </span>
            </li>
          );
        })}
      </ul>
      {wallet.expiring.length > FEW && (
        <button type="button" className="text-button more" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t.fewer : t.all}
        </button>
      )}
    </section>
  );
}
