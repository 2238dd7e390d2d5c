/** One event in the list: what it was, where, and what it moved. Opens the sheet that says why. */
import { clock, day, figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Signed } from "@tessera/shared/screen";
import type { Event, Happened } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { words } from "./words.ts";

export function Row({ happened, onOpen }: { happened: Happened; onOpen: () => void }) {
  const t = useWords(words);
  const shop = useShop();
  const { event } = happened;
  const changed = happened.changes.filter(({ units, available }) => units !== 0 || available !== 0);
  return (
    <li>
      <button type="button" className="happened" onClick={onOpen}>
        <span className={`happened-glyph ${event.type}`} aria-hidden="true">
          {t.glyph[event.type]}
        </span>
        <span className="happened-what">
          <b>
            <Title happened={happened} />
          </b>
          <small>
            {[
              `${day(event.occurred_at, shop.zone).slice(5)} ${clock(event.occurred_at, shop.zone)}`,
              placeOf(event),
              <Paid key="paid" event={event} />,
            ].map((piece, at) => (
              // A store is called as the shop calls it, in whatever language.
              <span key={at} className={at === 1 ? "own-words" : undefined}>
                {piece}
              </span>
            ))}
          </small>
        </span>
        <span className="happened-units">
          {changed.map(({ wallet, label, decimals, units, available }, at) => (
            <span key={`${at}${wallet}`}>
              <b>
                <Signed units={units === 0 ? available : units} decimals={decimals} />
              </b>{" "}
              <small>{units === 0 ? t.nowAvailable(label) : label}</small>
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}

/** What happened, with its amount. */
export function Title({ happened }: { happened: Happened }) {
  const t = useWords(words);
  const shop = useShop();
  const { event } = happened;
  switch (event.type) {
    case "order_paid":
      return `${t.what.order_paid} ${shop.cash(event.data.total)}`;
    case "order_returned":
      return event.data.amount.amount === 0
        ? t.what.order_returned
        : `${t.what.order_returned} ${shop.cash(event.data.amount)}`;
    case "activity_done":
      return event.data.activity_label;
    default:
      return t.what[event.type];
  }
}

function Paid({ event }: { event: Event }) {
  const t = useWords(words);
  const shop = useShop();
  if (event.type !== "order_paid" || !event.data.redeemed) return null;
  const { wallet, units, value } = event.data.redeemed;
  const { label, decimals } = shop.wallet(wallet);
  return t.paidWith(`${figure(units, decimals)} ${label}`, shop.cash(value));
}

/** Where it was; empty if nobody said. */
export function placeOf({ data }: Event): string {
  if (!("store" in data) || !data.store) return "";
  return data.store_name ?? data.store;
}
