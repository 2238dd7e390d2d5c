import { getRouteApi } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useNames } from "../../program/reading.ts";
import { useWidth } from "../../shell/width.ts";
import { chosenOf, columnsOf, fitting, keepColumns, keptColumns } from "./columns.ts";
import { type Filter, isFiltered } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { Rows } from "./rows.tsx";
import { useMembers } from "./use-members.ts";
import { words } from "./words.ts";

const route = getRouteApi("/members");

/** All members, or those that a filter leaves; rows come as they are scrolled to. */
export function List() {
  const filter = route.useSearch();
  const go = route.useNavigate();
  const set = (next: Filter) => void go({ search: next, replace: true });
  // Another filter is another list: where it was scrolled to and how far it has looked begin anew.
  return <Listed key={JSON.stringify(filter)} filter={filter} onFilter={set} />;
}

function Listed({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const t = useWords(words);
  const { zone, decimals } = useNames();
  const [chosen, setChosen] = useState(keptColumns);
  const list = useMembers(filter, zone);
  const { members, heads, isLooking, goOn } = list;
  const choose = (next: string[]) => {
    // What could not be chosen just now, because no page has said that it is there, stays as it was.
    const offered: string[] = columnsOf(heads);
    const all = [...next, ...(chosen?.filter((column) => !offered.includes(column)) ?? [])];
    setChosen(all);
    keepColumns(all);
  };
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame);
  const columns = chosenOf(chosen, heads);
  const shown = fitting(columns, width);
  const isBare = members.length === 0;
  return (
    <section ref={frame}>
      <Filters
        filter={filter}
        onFilter={onFilter}
        heads={heads}
        columns={columns}
        onColumns={choose}
        total={list.total}
        found={list.isWhole && !isLooking ? members.length : undefined}
      />
      {isBare && isLooking && <Loading lines={12} />}
      {list.error && <Failure error={list.error} retry={list.retry} />}
      {isBare && !isLooking && !list.error && (
        <Nobody filter={filter} goOn={goOn} clear={() => onFilter({ order: filter.order })} />
      )}
      {!isBare && (
        <>
          <Rows members={members} heads={heads} columns={shown} {...{ zone, decimals }} more={list.more} />
          <p className="quiet member-count" aria-live="polite">
            {isLooking ? t.reading : t.listed(members.length, list.isWhole)}
            {goOn && <GoOn onClick={goOn} />}
          </p>
        </>
      )}
    </section>
  );
}

/** There is nobody, or nobody among those who were looked at so far. */
function Nobody({ filter, goOn, clear }: { filter: Filter; goOn: (() => void) | undefined; clear: () => void }) {
  const t = useWords(words);
  if (!isFiltered(filter)) return <Empty title={t.none}>{t.noneHelp}</Empty>;
  return (
    <Empty
      title={goOn ? t.noMatchYet : t.noMatch}
      action={
        <span className="actions">
          {goOn && <GoOn onClick={goOn} />}
          <Button onClick={clear}>{t.clearFilters}</Button>
        </span>
      }
    >
      {goOn ? t.noMatchYetHelp : undefined}
    </Empty>
  );
}

function GoOn({ onClick }: { onClick: () => void }) {
  const t = useWords(words);
  return <Button onClick={onClick}>{t.goOn}</Button>;
}
