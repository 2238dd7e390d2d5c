/** 会员: find one, or read through all. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { day, figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, RoomHead } from "@tessera/shared/screen";
import { Alert, Button, Input } from "antd";
import { useCallback, useState } from "react";
import { useNames } from "../../program/reading.ts";
import { LongList } from "../../shell/long-list.tsx";
import { useTitle } from "../../shell/title.ts";
import "./members.css";
import { words } from "./words.ts";

const PAGE = 250;

export function Members() {
  const t = useWords(words);
  useTitle(t.title);
  return (
    <>
      <RoomHead title={t.title} about={t.about} />
      <Search />
      <List />
    </>
  );
}

function Search() {
  const t = useWords(words);
  const go = useNavigate();
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState("");
  const [error, setError] = useState<unknown>();

  async function find(typed: string) {
    const text = typed.trim();
    if (!text) return;
    setBusy(true);
    setMissing("");
    setError(undefined);
    const name = text.startsWith("mem_") || text.startsWith("ext:") ? text : `ext:${text}`;
    try {
      const found = await ask(api.GET("/v1/members/{member}", { params: { path: { member: name } } }));
      await go({ to: "/members/$member", params: { member: found.id } });
    } catch (thrown) {
      const problem = problemOf(thrown);
      // A number that cannot be one is as good as one that nobody has.
      if (problem.isMissing || problem.status === 400) setMissing(text);
      else setError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <search className="member-search">
      <Input.Search
        size="large"
        placeholder={t.search}
        aria-label={t.search}
        enterButton={<Button type="primary">{t.find}</Button>}
        loading={busy}
        onSearch={(text) => void find(text)}
        onChange={() => setMissing("")}
        allowClear
        autoFocus
        maxLength={80}
      />
      {missing && <Alert type="warning" showIcon title={t.notFound(missing)} />}
      {error !== undefined && <Failure error={error} />}
    </search>
  );
}

function List() {
  const t = useWords(words);
  const { zone } = useNames();
  const list = useInfiniteQuery({
    queryKey: ["members"],
    queryFn: ({ pageParam }) =>
      ask(api.GET("/v1/members", { params: { query: { limit: PAGE, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  if (list.isPending) return <Loading lines={12} />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const members = list.data.pages.flatMap((page) => page.data);
  if (members.length === 0) return <Empty title={t.none}>{t.noneHelp}</Empty>;
  const count = figure(members.length);
  return (
    <section>
      <div className="member-head member-row" aria-hidden="true">
        <span>{t.number}</span>
        <span>{t.joined}</span>
        <span>{t.store}</span>
        <span>{t.channel}</span>
      </div>
      <LongList
        items={members}
        rowHeight={46}
        keyOf={(member) => member.id}
        row={(member) => <Row member={member} zone={zone} />}
        more={hasNextPage ? more : undefined}
        label={t.list}
      />
      <p className="quiet member-count" aria-live="polite">
        {isFetchingNextPage ? t.reading : hasNextPage ? t.shown(count) : t.whole(count)}
      </p>
    </section>
  );
}

function Row({ member, zone }: { member: Said<"MemberListItem">; zone: string }) {
  const t = useWords(words);
  return (
    <Link className="member-row" to="/members/$member" params={{ member: member.id }} preload={false}>
      <b>{member.ext_id ?? <span className="quiet">{t.noNumber}</span>}</b>
      <span className="soft">{day(member.joined_at, zone)}</span>
      <span className="soft">{member.home_store ?? "–"}</span>
      <span className="quiet">{member.channel ?? "–"}</span>
    </Link>
  );
}
