/** 今日: how the shop stands. */
import { Link } from "@tanstack/react-router";
import { problemOf, type Said } from "@tessera/shared/api";
import { figure, money, signed, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, RoomHead } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { App, Button } from "antd";
import { useFigures, useRenewFigures } from "../../figures.ts";
import { inForce, type Names, useNames, useVersion, useVersions } from "../../program/reading.ts";
import { useTitle } from "../../shell/title.ts";
import { Expiring } from "./expiring.tsx";
import { Latest } from "./latest.tsx";
import { TierMix } from "./tier-mix.tsx";
import "./today.css";
import { Trends } from "./trends.tsx";
import { Verified } from "./verified.tsx";
import { words } from "./words.ts";

/** Minutes: what is counted so often needs no word about it. */
const OFTEN = 5;

export function Today() {
  const t = useWords(words);
  useTitle(t.title);
  const names = useNames();
  const versions = useVersions();
  const current = inForce(versions.data);
  const { data: program } = useVersion(current?.version);
  const figures = useFigures();
  // The feed is read from the end of the books, which not everybody sees.
  const mayExport = useMay("exports:create");
  const about = program?.reading ? t.about(program.reading.name, program.version) : undefined;
  return (
    <>
      <RoomHead
        title={t.title}
        about={about}
        actions={figures.data && <AsOf figures={figures.data} zone={names.zone} />}
      />
      <div className="stack">
        {versions.data && !current && (
          <section className="sheet">
            <Empty title={t.noProgram} action={<Link to="/program/draft">{t.toProgram}</Link>}>
              {t.noProgramHelp}
            </Empty>
          </section>
        )}
        {figures.isPending && <Loading lines={8} />}
        {figures.isError && <Failure error={figures.error} retry={() => void figures.refetch()} />}
        {figures.data && (
          <>
            <Surveyed figures={figures.data} zone={names.zone} />
            <Standing figures={figures.data} names={names} />
            {figures.data.fresh_as_of ? (
              <>
                <Trends figures={figures.data} names={names} />
                <div className="columns three">
                  <TierMix figures={figures.data} />
                  <Expiring figures={figures.data} names={names} />
                  <Verified result={figures.data.last_verification?.result ?? undefined} zone={names.zone} />
                </div>
              </>
            ) : (
              // What has not been reckoned yet is not none.
              <section className="sheet">
                <p className="quiet">{t.notReckoned}</p>
                <Loading lines={8} />
              </section>
            )}
          </>
        )}
        {mayExport && <Latest names={names} />}
      </div>
    </>
  );
}

/** The instant that the figures are of: they follow the books by a moment. Who does not want to wait has them counted now. */
function AsOf({ figures, zone }: { figures: Said<"FiguresReply">; zone: string }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const renew = useRenewFigures();
  const { fresh_as_of, members, renewed_members, renewing } = figures;
  const begin = () => renew.mutate(undefined, { onError: (error) => void message.error(problemOf(error).message) });
  // Another server does not say how far it is.
  const percent =
    typeof renewed_members === "number" && members > 0
      ? Math.min(99, Math.floor((renewed_members / members) * 100))
      : undefined;
  return (
    <span className="as-of">
      <span className="quiet" title={t.asOfHelp}>
        {t.asOf(time(fresh_as_of ?? figures.at, zone))}
      </span>
      <Button size="small" loading={renewing || renew.isPending} onClick={begin}>
        {renewing ? t.counting(percent) : t.count}
      </Button>
    </span>
  );
}

/** Where there are so many members that not all of it is of this minute. */
function Surveyed({ figures, zone }: { figures: Said<"FiguresReply">; zone: string }) {
  const t = useWords(words);
  const { fresh_as_of, renewed_after_minutes } = figures;
  if (!fresh_as_of || renewed_after_minutes <= OFTEN) return null;
  return <p className="quiet">{t.surveyed(time(fresh_as_of, zone), t.minutes(renewed_after_minutes))}</p>;
}

function Standing({ figures, names }: { figures: Said<"FiguresReply">; names: Names }) {
  const t = useWords(words);
  // The wallet that members spend stands for the shop; others are in the ledger.
  const wallet = figures.wallets.find(({ worth }) => worth) ?? figures.wallets[0];
  const { label = "", decimals = 0 } = wallet ?? {};
  const units = (moved: Record<string, number>) => figure(moved[wallet?.wallet ?? ""] ?? 0, decimals);
  // What was not counted today is null, which is not none.
  const today = <T,>(counted: T | null | undefined, show: (counted: T) => string, otherwise = "–") =>
    counted === null || counted === undefined ? otherwise : show(counted);
  // The day before is what an unfinished one is held against.
  const before = figures.days.filter(({ day }) => day < figures.today.day).at(-1);
  const last = (moved: Record<string, number>) => t.yesterday(units(moved));
  const cash = (value: Said<"Money">) => money(value.amount, value.currency, names.decimals);
  return (
    <dl className="figures">
      <div>
        <dt>{t.members}</dt>
        <dd>
          {figure(figures.members)}
          <small>
            {today(figures.joined_today, (joined) => t.joinedToday(signed(joined)), t.notToday)}
            {before && ` · ${t.yesterday(signed(before.joined))}`}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t.ordersToday}</dt>
        <dd>
          {today(figures.orders_today, (orders) => figure(orders))}
          <small>{today(figures.today.spend, cash, t.notToday)}</small>
          {before && <small>{t.yesterday(`${figure(before.orders)} · ${cash(before.spend)}`)}</small>}
        </dd>
      </div>
      {wallet && (
        <>
          <div>
            <dt>{t.issuedToday(label)}</dt>
            <dd>
              {today(figures.today.issued, units)}
              {before && <small>{last(before.issued)}</small>}
            </dd>
          </div>
          <div>
            <dt>{t.spentToday(label)}</dt>
            <dd>
              {today(figures.today.spent, units)}
              <small>{today(figures.today.expired, (expired) => t.expiredToday(units(expired)), t.notToday)}</small>
              {before && <small>{last(before.spent)}</small>}
            </dd>
          </div>
          <div>
            <dt>{t.liability(label)}</dt>
            <dd>
              {wallet.worth ? cash(wallet.worth) : figure(wallet.outstanding, decimals)}
              <small>
                {figure(wallet.outstanding, decimals)} {label}
              </small>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
