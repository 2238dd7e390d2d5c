/** 今日: how the shop stands, from what the ledger says. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask, type Said } from "@tessera/shared/api";
import { figure, money, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, RoomHead } from "@tessera/shared/screen";
import { byWallet, useTrialBalance } from "../../ledger/accounts.ts";
import { inForce, type Names, useNames, useVersion, useVersions } from "../../program/reading.ts";
import { useTitle } from "../../shell/title.ts";
import { words as eventWords } from "../member/words.ts";

import "./today.css";
import { words } from "./words.ts";

/** How many events are shown. */
const LATEST = 30;

export function Today() {
  const t = useWords(words);
  useTitle(t.title);
  const names = useNames();
  const versions = useVersions();
  const current = inForce(versions.data);
  const { data: program } = useVersion(current?.version);
  const about = program?.reading ? t.about(program.reading.name, program.version) : undefined;
  return (
    <>
      <RoomHead title={t.title} about={about} />
      <div className="stack">
        {versions.data && !current && (
          <section className="sheet">
            <Empty title={t.noProgram} action={<Link to="/program/draft">{t.toProgram}</Link>}>
              {t.noProgramHelp}
            </Empty>
          </section>
        )}
        <Standing names={names} />
        <Latest names={names} />
      </div>
    </>
  );
}

/** What members hold, and what was given and used in all. */
function Standing({ names }: { names: Names }) {
  const t = useWords(words);
  const balance = useTrialBalance();
  const parked = useQuery({ queryKey: ["parked"], queryFn: () => ask(api.GET("/v1/returns/parked")) });
  if (balance.isPending) return <Loading lines={3} />;
  if (balance.isError) return <Failure error={balance.error} retry={() => void balance.refetch()} />;
  const waiting = parked.data?.data.length ?? 0;
  return (
    <>
      {byWallet(balance.data.accounts).map((accounts) => {
        const { label, decimals } = names.wallet(accounts.wallet);
        // What the program gave stands below zero in its own accounts; here it is told from the members' side.
        const of = (kind: string) => {
          const account = accounts.program.find((account) => account.kind === kind);
          return account ? figure(Math.abs(account.units), decimals) : "0";
        };
        return (
          <dl className="figures" key={accounts.wallet}>
            <div>
              <dt>{t.held(label)}</dt>
              <dd>{figure(accounts.held, decimals)}</dd>
            </div>
            <div>
              <dt>{t.issued}</dt>
              <dd>{of("earn")}</dd>
            </div>
            <div>
              <dt>{t.used}</dt>
              <dd>{of("spend")}</dd>
            </div>
            <div>
              <dt>{t.expired}</dt>
              <dd>{of("expire")}</dd>
            </div>
          </dl>
        );
      })}
      {waiting > 0 && (
        <p>
          <span className="tag careful">
            {t.parked} {figure(waiting)}
          </span>{" "}
          <span className="quiet">{t.parkedHelp}</span>
        </p>
      )}
    </>
  );
}

function Latest({ names }: { names: Names }) {
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
  const e = useWords(eventWords);
  return (
    <li>
      <Link to="/members/$member" params={{ member: event.member }} preload={false}>
        <time dateTime={event.occurred_at}>{time(event.occurred_at, names.zone)}</time>
        <b>{e.what[event.type]}</b>
        <span className="latest-figure">{figureOf(event, names)}</span>
        <span className="quiet latest-id">{event.event_id}</span>
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
    case "activity_done":
      return event.data.activity;
    default:
      return "";
  }
}
