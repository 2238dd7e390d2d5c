/** What waits for a second person, for the room and for the mark in the shell. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { useWho } from "@tessera/shared/session";

/** How often the shell looks, in milliseconds. */
const EVERY = 60_000;

/** How many wait for whoever is signed in. Programs approve nothing. */
export function useWaiting(): number {
  const isStaff = useWho()?.kind === "staff";
  const waiting = useQuery({
    queryKey: ["approvals", "mine"],
    enabled: isStaff,
    refetchInterval: EVERY,
    // A server without approvals has none.
    retry: false,
    queryFn: async () => (await ask(api.GET("/v1/approvals", { params: { query: { status: "waiting" } } }))).data,
  });
  return waiting.data?.filter(({ may_decide }) => may_decide).length ?? 0;
}

export function useApprovals(status: "waiting" | "done") {
  return useInfiniteQuery({
    queryKey: ["approvals", status],
    staleTime: 0,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/approvals", {
          params: { query: { status, outlook: status === "waiting", ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
