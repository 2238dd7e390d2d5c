/** The live quote: what the sale would earn, how much points may pay of it, and what remains. The server reckons; here is only how it is asked. */
import { type Query, useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";
import { isProven, type Person } from "../members/person.ts";
import { now, useConnection, watched } from "../net/connection.ts";
import { currentPlace, usePlace } from "../shop/place.ts";
import type { Goods, Sale } from "./sale.ts";

export type Quote = Said<"QuoteReply">;
type OrderBody = Said<"OrderRequest">;

/** More units than any wallet holds, and a multiple of any usual step: the refusal then says how many would do. */
const TOO_MANY = 1_000_000_000_000;

/** How the person is named in what is sent: by the proof where units are spent. */
export function memberOf(person: Person, spends: boolean): string | null {
  return spends && person.proof ? person.proof.token : person.id;
}

/** The order as it is sent, but for its id and its time. */
export function orderBody(person: Person, goods: Goods, redeem: Sale["redeem"]): Record<string, unknown> {
  const { store, currency } = currentPlace();
  const member = memberOf(person, redeem !== null);
  return {
    ...(member && { member }),
    channel: "pos",
    ...(store && { store }),
    total: { amount: goods.amount, currency },
    ...(goods.lines.length > 0 && { lines: goods.lines }),
    ...(redeem && { redeem }),
  };
}

async function askQuote(person: Person, goods: Goods, redeem: Sale["redeem"], signal: AbortSignal): Promise<Quote> {
  const body = { ...orderBody(person, goods, redeem), occurred_at: `${now().toISOString().slice(0, 19)}Z` };
  return watched(ask(api.POST("/v1/quotes", { body: body as unknown as OrderBody, signal })));
}

/** What was said before stands while the next is asked, if it was about the same person. */
const same = (who: unknown) => (before: unknown, query: Query | undefined) =>
  query?.queryKey[1] === who ? before : undefined;

/** The quote of a sale. */
export function useQuote(person: Person | null, goods: Goods | undefined, redeem: Sale["redeem"]) {
  const lang = useLang();
  const { up } = useConnection();
  const { store } = usePlace();
  return useQuery({
    queryKey: ["quote", person?.id, person?.proof?.token, goods, redeem, store, lang],
    queryFn: ({ signal }) => (person && goods ? askQuote(person, goods, redeem, signal) : null),
    enabled: up && person?.id != null && goods !== undefined,
    placeholderData: same(person?.id) as never,
    staleTime: 60_000,
  });
}

/** How many units of a wallet may pay a part of this sale, by the server's word. */
export interface Reach {
  wallet: string;
  most: number;
  /** Units come in multiples of it. */
  step: number;
  /** The server's reason where there is nothing to spend. */
  why: string;
}

const figure = (quote: Quote, name: string): number | undefined => {
  const value = (quote.refused?.figures as Record<string, unknown> | undefined)?.[name];
  return typeof value === "number" ? value : undefined;
};

async function reachOf(
  person: Person,
  goods: Goods,
  wallet: string,
  available: number,
  signal: AbortSignal,
): Promise<Reach | undefined> {
  const trying = (units: number) => askQuote(person, goods, { wallet, units }, signal);
  let said = await trying(TOO_MANY);
  let step = 1;
  if (said.refused?.code === "not-a-multiple") {
    step = figure(said, "step") ?? 1;
    said = await trying(step * 1_000_000_000);
  }
  if (said.refused?.code === "not-redeemable" || said.refused?.code === "unknown-wallet") return undefined;
  const most = figure(said, "most") ?? figure(said, "available") ?? 0;
  if (most > 0) return { wallet, most, step, why: "" };
  // Why not even all of them: the server says what is missing, such as the least that may be spent.
  const all = available > 0 ? await trying(available) : said;
  return { wallet, most: 0, step, why: all.refused?.cashier_text ?? said.refused?.cashier_text ?? "" };
}

/** What each wallet of the person could pay of this sale. Asked only with a proof: without it nothing can be spent. */
export function useReach(
  person: Person | null,
  goods: Goods | undefined,
  wallets: { wallet: string; available: number }[],
) {
  const lang = useLang();
  const { up } = useConnection();
  const proven = person !== null && isProven(person, now());
  return useQuery({
    queryKey: ["reach", person?.proof?.token, goods, wallets, lang],
    queryFn: async ({ signal }) => {
      if (!person || !goods) return [];
      const found = await Promise.all(
        wallets.map(({ wallet, available }) => reachOf(person, goods, wallet, available, signal)),
      );
      return found.filter((reach): reach is Reach => reach !== undefined);
    },
    enabled: up && proven && goods !== undefined && wallets.length > 0,
    placeholderData: same(person?.proof?.token) as never,
    staleTime: 60_000,
  });
}
