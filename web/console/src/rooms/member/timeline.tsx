import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { figure, month } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { Fragment, useMemo, useState } from "react";
import type { Names } from "../../program/reading.ts";
import { EventRow } from "./event.tsx";
import { running } from "./running.ts";
import { words } from "./words.ts";

/** Events asked for at once. */
const PAGE = 500;
/** Pages read at most: a member with more is a test, or a till that serves everybody under one number. */
const MOST_PAGES = 10;
/** Events shown at first, and with each further step. */
const STEP = 60;

/** All events of a member in the order of recording. */
export async function readAll(member: string, signal: AbortSignal) {
  const all: Said<"EventEntries">[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: PAGE, ...(after ? { after } : {}) };
    const said = await ask(api.GET("/v1/members/{member}/entries", { params: { path: { member }, query }, signal }));
    all.push(...said.data);
    if (!said.next_cursor) return { all, whole: true };
    after = said.next_cursor;
  }
  return { all, whole: false };
}

/** What happened, latest first, in months. */
export function Timeline({ member, names }: { member: string; names: Names }) {
  const t = useWords(words);
  const lang = useLang();
  const [shown, setShown] = useState(STEP);
  const events = useQuery({
    queryKey: ["entries", member],
    staleTime: 0,
    queryFn: ({ signal }) => readAll(member, signal),
  });
  const happened = useMemo(() => running(events.data?.all ?? []), [events.data]);
  const inSight = happened.slice(0, shown);
  const monthOf = (at: number) => {
    const event = inSight[at]?.event;
    return event ? month(event.occurred_at, names.zone, lang) : "";
  };
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.timeline}</h2>
        <span className="quiet">{t.timelineAbout}</span>
      </div>
      {events.isPending && <Loading lines={10} />}
      {events.isError && <Failure error={events.error} retry={() => void events.refetch()} />}
      {events.data && !events.data.whole && <p className="tag careful">{t.tooMany(figure(happened.length))}</p>}
      {events.data && happened.length === 0 && <Empty title={t.noEvents} />}
      <ol className="timeline">
        {inSight.map((item, at) => (
          <Fragment key={item.event.id}>
            {monthOf(at) !== monthOf(at - 1) && (
              <li className="timeline-month">
                <h3>{monthOf(at)}</h3>
              </li>
            )}
            <EventRow member={member} happened={item} names={names} />
          </Fragment>
        ))}
      </ol>
      {happened.length > shown && (
        <p className="timeline-more">
          <Button onClick={() => setShown(shown + STEP)}>{t.more(Math.min(STEP, happened.length - shown))}</Button>
        </p>
      )}
    </section>
  );
}
