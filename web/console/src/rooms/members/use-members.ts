import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { instantOf } from "@tessera/shared/format";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Heads } from "./columns.ts";
import { dayAfter, type Filter } from "./filter.ts";

const PAGE = 250;
/**
 * So many pages that are not full are read one after the other without being asked: a filter that few pass looks at 20,000 members a page, and nobody is to wait for a
 * walk over a million without having said so.
 */
const LEAN = 10;

const NO_HEADS: Heads = { wallets: [], tier_measure: null };

interface Members {
  members: Said<"MemberListItem">[];
  total: number | undefined;
  /** What a page says of all its rows; of nothing before the first one is there. */
  heads: Heads;
  /** Pages are on their way. */
  isLooking: boolean;
  /** Everybody was looked at. */
  isWhole: boolean;
  /** For when the end of the list comes near. */
  more: (() => void) | undefined;
  /** Where it has stopped looking: looks further. */
  goOn: (() => void) | undefined;
  error: Error | null;
  retry: () => void;
}

/** The members that a filter leaves, page by page. */
export function useMembers(filter: Filter, zone: string): Members {
  const list = useInfiniteQuery({
    queryKey: ["members", filter, zone],
    queryFn: ({ pageParam }) =>
      ask(api.GET("/v1/members", { params: { query: { limit: PAGE, after: pageParam, ...asked(filter, zone) } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // Pages that were read stay as they are: comparing thousands of rows at each new page would be felt.
    structuralSharing: false,
  });
  const { data, fetchNextPage, hasNextPage, isFetching, isError } = list;
  const pages = data?.pages;
  const members = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages]);
  const lean = useMemo(() => pages?.filter((page) => page.data.length < PAGE).length ?? 0, [pages]);
  const [patience, setPatience] = useState(LEAN);
  const waits = hasNextPage && lean >= patience;
  const next = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [fetchNextPage, isFetching]);
  const isBare = members.length === 0;
  useEffect(() => {
    if (isBare && hasNextPage && !waits && !isError) next();
  }, [isBare, hasNextPage, waits, isError, next]);
  return {
    members,
    total: pages?.[0]?.total,
    heads: pages?.[0] ?? NO_HEADS,
    isLooking: isFetching || (isBare && hasNextPage && !waits && !isError),
    isWhole: !hasNextPage,
    more: hasNextPage && !waits && !isError ? next : undefined,
    goOn: waits && !isFetching ? () => setPatience(lean + LEAN) : undefined,
    error: list.error,
    retry: () => void (pages ? fetchNextPage() : list.refetch()),
  };
}

/** A filter as the API takes it; days are those of the program's zone. */
function asked({ order, store, channel, tier, tag, from, to }: Filter, zone: string) {
  const instant = (date: string) => instantOf(`${date}T00:00`, zone);
  return {
    order: order ?? "newest",
    store,
    channel,
    tier,
    tag,
    joined_from: from && instant(from),
    joined_before: to && instant(dayAfter(to)),
  };
}
