/** What was recorded last. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask, type Said } from "@tessera/shared/api";
import { day, figure, money, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { useTrialBalance } from "../../ledger/accounts.ts";
import type { Names } from "../../program/reading.ts";
import { shortId } from "../../shell/short-id.ts";
import { useStoreName } from "../../stores.ts";
import { words as eventWords } from "../member/words.ts";
import { words } from "./words.ts";

/** How many events are shown. */
const LATEST = 12;

export function Latest({ names }: { names: Names }) {
  const t = useWords(words);
  const balance = useTrialBalance();
  const last = balance.data?.ledger_seq;
  const feed = useQuery({
    queryKey: ["latest", last],
    enabled: last !== undefined,
    queryFn: () =>
      ask(
        api.GET("/v1/events", { params: { query: { after_seq: Math.max(0, (last ?? 0) - LATEST), limit: LATEST } } }),
      ),
  });
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.latest}</h2>
        <span className="quiet">{t.latestHelp}</span>
      </div>
      {feed.isLoading && <Loading lines={8} />}
      {feed.isError && <Failure error={feed.error} retry={() => void feed.refetch()} />}
      {feed.data?.data.length === 0 && <Empty title={t.nothing}>{t.nothingHelp}</Empty>}
      {feed.data && feed.data.data.length > 0 && (
        <ul className="latest">
          {[...feed.data.data].reverse().map((event) => (
            <LatestRow event={event} names={names} key={event.id} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LatestRow({ event, names }: { event: Said<"EventItem">; names: Names }) {
  const t = useWords(words);
  const e = useWords(eventWords);
  const storeName = useStoreName();
  const store = event.type === "joined" ? event.data.home_store : "store" in event.data ? event.data.store : undefined;
  return (
    <li>
      <Link to="/members/$member" params={{ member: event.member }} preload={false}>
        <time dateTime={event.recorded_at}>
          {time(event.recorded_at, names.zone)}
          {/* What came in late, by an import say, is new here and old there. */}
          {day(event.occurred_at, names.zone) !== day(event.recorded_at, names.zone) && (
            <small className="quiet latest-when">{t.happened(day(event.occurred_at, names.zone))}</small>
          )}
        </time>
        <b>{e.what[event.type]}</b>
        <span className="latest-figure">
          {event.type === "activity_done" ? event.data.activity_label : figureOf(event, names)}
        </span>
        <span className="soft latest-store as-written">{store ? storeName(store) : ""}</span>
        <span className="quiet latest-id" title={event.event_id}>
          {shortId(event.event_id)}
        </span>
      </Link>
    </li>
  );
}

/** The one figure of an event. */
function figureOf(event: Said<"EventItem">, names: Names): string {
  switch (event.type) {
    case "order_paid":
      return money(event.data.total.amount, event.data.total.currency, names.decimals);
    case "order_returned":
      return event.data.amount.amount === 0
        ? ""
        : money(event.data.amount.amount, event.data.amount.currency, names.decimals);
    case "redeemed": {
      const { label, decimals } = names.wallet(event.data.wallet);
      return `${figure(event.data.units, decimals)} ${label}`;
    }
    default:
      return "";
  }
}
