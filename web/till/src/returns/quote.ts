/** What a return would take from the member and give back: the server's word, before anything is booked. Here is only how it is asked. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Said } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";
import { useCalm } from "@tessera/shared/screen";
import { now, useConnection } from "../net/connection.ts";
import { question } from "../net/wire.ts";
import type { Draft } from "../queue/surroundings.ts";
import type { Order } from "./order.ts";

export type ReturnQuote = Said<"ReturnQuoteReply">;

/**
 * The quote of what is chosen; nothing while the server is away, does not have the order yet, or says nothing to who asks: then the return goes on without.
 * `stale`: it is of what was chosen a moment ago.
 */
export function useReturnQuote(order: Order, draft: Draft | null): { quote: ReturnQuote | null; stale: boolean } {
  const lang = useLang();
  const { up } = useConnection();
  const { reason: _, ...body } = draft?.body ?? {};
  const typed = JSON.stringify(body);
  const calm = useCalm(typed);
  const path = `/v1/orders/${encodeURIComponent(order.reference)}/returns/quote`;
  const enabled = up && !order.offline && draft !== null && calm !== "{}";
  const { data, isPlaceholderData, isError } = useQuery({
    queryKey: ["return-quote", path, calm, lang],
    queryFn: ({ signal }) => {
      const occurred_at = `${now().toISOString().slice(0, 19)}Z`;
      return question<ReturnQuote>(path, { ...(JSON.parse(calm) as object), occurred_at }, signal);
    },
    enabled,
    // Another return may have been taken meanwhile.
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return { quote: (enabled && !isError && data) || null, stale: isPlaceholderData || calm !== typed };
}
