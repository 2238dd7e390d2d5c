import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask, type Said } from "@tessera/shared/api";
import { day, figure, instantOf } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { type CSSProperties, useCallback, useEffect, useState } from "react";
import { useNames } from "../../program/reading.ts";
import { LongList } from "../../shell/long-list.tsx";
import { useStoreName } from "../../stores.ts";
import { type Column, keepColumns, keptColumns } from "./columns.ts";
import { type Filter, Filters, NO_FILTER } from "./filters.tsx";
import { words } from "./words.ts";

const PAGE = 250;

/** All members, or those that a filter leaves; rows come as they are scrolled to. */
export function List() {
  const t = useWords(words);
  const { zone } = useNames();
  const [filter, setFilter] = useState(NO_FILTER);
  const [columns, setColumns] = useState(keptColumns);
  const list = useMembers(filter, zone);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const { isError } = list;
  const isBare = list.data?.pages.every((page) => page.data.length === 0) ?? false;
  // A filter that few pass can give pages that hold nobody, and yet a next one.
  useEffect(() => {
    if (isBare && hasNextPage && !isError) more();
  }, [isBare, hasNextPage, isError, more]);
  const members = list.data?.pages.flatMap((page) => page.data) ?? [];
  const total = list.data?.pages[0]?.total;
  const count = figure(members.length);
  const choose = (next: Column[]) => {
    setColumns(next);
    keepColumns(next);
  };
  return (
    <section>
      <Filters filter={filter} onFilter={setFilter} columns={columns} onColumns={choose} total={total} />
      {(list.isPending || (isBare && hasNextPage)) && <Loading lines={12} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data &&
        isBare &&
        !hasNextPage &&
        (filter === NO_FILTER ? <Empty title={t.none}>{t.noneHelp}</Empty> : <Empty title={t.noMatch} />)}
      {members.length > 0 && (
        <>
          <Head columns={columns} />
          <LongList
            items={members}
            rowHeight={46}
            keyOf={(member) => member.id}
            row={(member) => <Row member={member} zone={zone} columns={columns} />}
            more={hasNextPage ? more : undefined}
            label={t.list}
          />
          <p className="quiet member-count" aria-live="polite">
            {isFetchingNextPage ? t.reading : hasNextPage ? t.shown(count) : t.whole(count)}
          </p>
        </>
      )}
    </section>
  );
}

function useMembers(filter: Filter, zone: string) {
  const { store, channel, joined } = filter;
  const instant = (date: string | undefined) => (date ? instantOf(`${date}T00:00`, zone) : undefined);
  return useInfiniteQuery({
    queryKey: ["members", filter, zone],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/members", {
          params: {
            query: {
              limit: PAGE,
              order: filter.order,
              ...(pageParam ? { after: pageParam } : {}),
              ...(store ? { store } : {}),
              ...(channel ? { channel } : {}),
              ...(joined
                ? { joined_from: instant(joined.from) ?? "", joined_before: instant(joined.before) ?? "" }
                : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Columns as the grid of a row has them: the number first, then what was chosen. */
const grid = (columns: Column[]) => {
  const widths = columns.map((column) => (column === "status" ? "76px" : "minmax(0, 1fr)"));
  return { "--grid": ["minmax(96px, 1.1fr)", ...widths].join(" ") } as CSSProperties;
};

function Head({ columns }: { columns: Column[] }) {
  const t = useWords(words);
  return (
    <div className="member-head member-row" aria-hidden="true" style={grid(columns)}>
      <span>{t.number}</span>
      {columns.map((column) => (
        <span key={column} className={`column-${column}`}>
          {t.columns[column]}
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  member: Said<"MemberListItem">;
  zone: string;
  columns: Column[];
}

function Row({ member, zone, columns }: RowProps) {
  const t = useWords(words);
  const storeName = useStoreName();
  const cell = (column: Column) => {
    switch (column) {
      case "phone":
        return member.profile?.phone ?? "–";
      case "name":
        return member.profile?.name ?? "–";
      case "status":
        return member.status && member.status !== "active" ? (
          <span className={member.status === "blocked" ? "tag bad" : "tag"}>
            {t.status[member.status] ?? member.status}
          </span>
        ) : (
          ""
        );
      case "joined":
        return day(member.joined_at, zone);
      case "store":
        return member.home_store ? storeName(member.home_store) : "–";
      case "channel":
        return member.channel ?? "–";
    }
  };
  return (
    <Link
      className="member-row"
      to="/members/$member"
      params={{ member: member.id }}
      preload={false}
      style={grid(columns)}
    >
      <b>{member.ext_id ?? <span className="quiet">{t.noNumber}</span>}</b>
      {columns.map((column) => (
        <span key={column} className={`soft as-written column-${column}`}>
          {cell(column)}
        </span>
      ))}
    </Link>
  );
}
