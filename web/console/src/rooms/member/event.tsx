import type { Said } from "@tessera/shared/api";
import { clock, day, figure, money, signed, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Signed } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { Button } from "antd";
import { useId, useState } from "react";
import { useChannelName } from "../../channels.ts";
import type { Names } from "../../program/reading.ts";
import { useStoreName } from "../../stores.ts";
import { words as personWords } from "./person-words.ts";
import { ReturnOrder } from "./return-order.tsx";
import type { Balanced, Happened } from "./running.ts";
import { Why } from "./why.tsx";
import { words } from "./words.ts";

type Event = Happened["event"];

/** An event that was recorded this much later than it happened came late, or was put right. */
const LATE = 36 * 3600 * 1000;

/** One event: what happened, what it posted, and on request why. */
export function EventRow({ member, happened, names }: { member: string; happened: Happened; names: Names }) {
  const t = useWords(words);
  const p = useWords(personWords);
  const mayReturn = useMay("orders:refund");
  const [open, setOpen] = useState(false);
  const [returning, setReturning] = useState(false);
  const region = useId();
  const { event, entries } = happened;
  const isLate = Date.parse(event.recorded_at) - Date.parse(event.occurred_at) > LATE;
  return (
    <li className="event">
      <time dateTime={event.occurred_at} title={time(event.occurred_at, names.zone)}>
        <b>{day(event.occurred_at, names.zone).slice(5)}</b>
        <span>{clock(event.occurred_at, names.zone)}</span>
      </time>
      <span className={`event-glyph ${event.type}`} aria-hidden="true">
        {t.glyph[event.type]}
      </span>
      <div className="event-what">
        <p>
          <b>{t.what[event.type]}</b> <Title event={event} names={names} />
        </p>
        <p className="quiet wrap as-written">
          <Details event={event} names={names} />
          {isLate && <span className="tag careful">{t.lateFlag(time(event.recorded_at, names.zone))}</span>}
        </p>
      </div>
      <Entries entries={entries} names={names} />
      <button
        type="button"
        className="text-button event-why"
        aria-expanded={open}
        aria-controls={region}
        onClick={() => setOpen(!open)}
      >
        {open ? t.whyHide : t.why}
      </button>
      {open && (
        <div className="event-more" id={region}>
          <Why member={member} event={event} entries={entries} names={names} />
          {event.type === "order_paid" && mayReturn && (
            <p style={{ marginTop: 12 }}>
              <Button size="small" onClick={() => setReturning(true)}>
                {p.return}…
              </Button>
            </p>
          )}
          {event.type === "order_paid" && returning && (
            <ReturnOrder order={event} names={names} onClose={() => setReturning(false)} />
          )}
        </div>
      )}
    </li>
  );
}

/** What is worth knowing at a glance. */
function Title({ event, names }: { event: Event; names: Names }) {
  const units = (wallet: string, value: number) => {
    const { label, decimals } = names.wallet(wallet);
    return `${figure(value, decimals)} ${label}`;
  };
  switch (event.type) {
    case "order_paid":
      return (
        <span className="nowrap">{money(event.data.total.amount, event.data.total.currency, names.decimals)}</span>
      );
    case "order_returned":
      return event.data.amount.amount === 0 ? null : (
        <span className="nowrap">{money(event.data.amount.amount, event.data.amount.currency, names.decimals)}</span>
      );
    case "activity_done":
      return <span>{event.data.activity_label}</span>;
    case "redeemed":
      return <span className="nowrap">{units(event.data.wallet, event.data.units)}</span>;
    case "adjusted": {
      const { label, decimals } = names.wallet(event.data.wallet);
      return (
        <span className="nowrap">
          {signed(event.data.units, decimals)} {label}
        </span>
      );
    }
    case "refused":
      return <code>{event.data.code}</code>;
    default:
      return null;
  }
}

function Details({ event, names }: { event: Event; names: Names }) {
  const t = useWords(words);
  const storeName = useStoreName();
  const channelName = useChannelName();
  const by = (channel: string | null | undefined) => channel && channelName(channel);
  const at = (store: string | null | undefined) => store && storeName(store);
  const cash = (value: Said<"Money">) => money(value.amount, value.currency, names.decimals);
  const said: (string | null | undefined)[] = (() => {
    switch (event.type) {
      case "joined":
        return [at(event.data.home_store), by(event.data.channel)];
      case "order_paid": {
        const { redeemed, lines, store, channel } = event.data;
        const wallet = redeemed && names.wallet(redeemed.wallet);
        const paid = redeemed && `${figure(redeemed.units, wallet?.decimals)} ${wallet?.label}`;
        return [
          event.event_id,
          lines.length > 0 ? t.lines(lines.length) : null,
          at(store),
          by(channel),
          redeemed && paid ? t.paidWith(paid, cash(redeemed.value)) : null,
        ];
      }
      case "order_returned":
        return [
          t.ofOrder(event.data.order_event_id),
          event.data.lines.length > 0 ? t.lines(event.data.lines.length) : null,
          event.data.reason,
        ];
      case "activity_done":
        return [at(event.data.store), by(event.data.channel)];
      case "redeemed":
        return [event.data.purpose, t.worth(cash(event.data.value))];
      case "adjusted":
        return [t.reason(event.data.reason), event.data.by ? t.person(event.data.by) : null];
      case "tagged":
        return [event.data.tags.join("、") || t.none];
      case "refused":
        return [event.event_id];
      default:
        return [];
    }
  })();
  return <>{said.filter(Boolean).join(" · ")} </>;
}

function Entries({ entries, names }: { entries: Balanced[]; names: Names }) {
  const t = useWords(words);
  if (entries.length === 0) return <div className="event-entries" />;
  return (
    <ul className="event-entries">
      {entries.map(({ entry, balance }, at) => {
        const { label, decimals } = names.wallet(entry.wallet);
        return (
          <li key={at}>
            <span className="quiet">
              {label} · {t.kinds[entry.kind] ?? entry.kind}
            </span>
            <b>
              {entry.units === 0 && entry.available !== 0 ? (
                <span className="soft">{t.availableChange(signed(entry.available, decimals))}</span>
              ) : (
                <Signed units={entry.units} decimals={decimals} />
              )}
            </b>
            <span className="event-balance" title={t.balance}>
              {figure(balance, decimals)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
