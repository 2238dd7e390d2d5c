/** What the pages ask, each question once. */
import { type QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";
import { ask } from "./client.ts";
import type {
  CodeSent,
  Explanation,
  Happened,
  HistoryPage,
  Me,
  MemberCode,
  MemberSession,
  MemberSignedIn,
  Profile,
  Rules,
} from "./said.ts";

/** Events of a page of the history. */
const PAGE = 30;

/** Who is signed in; `null`: nobody. */
export function useSession() {
  return useQuery({
    queryKey: ["session"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      ask<MemberSession>("GET", "/v1/session", undefined, signal).catch((error: unknown) => {
        if (problemOf(error).status === 401) return null;
        throw error;
      }),
  });
}

export function useMe() {
  const lang = useLang();
  return useQuery({
    queryKey: ["me", lang],
    queryFn: ({ signal }) => ask<Me>("GET", "/v1/members/me", undefined, signal),
  });
}

/** The member code. It asks again by itself while somebody looks. */
export function useCode() {
  return useQuery({
    queryKey: ["code"],
    queryFn: ({ signal }) => ask<MemberCode>("GET", "/v1/members/me/code", undefined, signal),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data?.refresh_seconds ?? 30) * 1000,
    refetchOnWindowFocus: true,
  });
}

/** The program in words. It is the shop's, not the member's: asked with or without a session. */
export function useRules() {
  const lang = useLang();
  return useQuery({
    queryKey: ["rules", lang],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => ask<Rules>("GET", "/v1/programs/current/rules", undefined, signal),
  });
}

/** What happened, latest first. */
export function useHistory() {
  const lang = useLang();
  return useInfiniteQuery({
    queryKey: ["history", lang],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam ? `&after=${encodeURIComponent(pageParam)}` : "";
      const path = `/v1/members/me/entries?order=newest&limit=${PAGE}${after}`;
      return ask<HistoryPage>("GET", path, undefined, signal);
    },
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Why an event gave what it gave. */
export function useWhy(event: string) {
  const lang = useLang();
  return useQuery({
    queryKey: ["why", event, lang],
    queryFn: ({ signal }) =>
      ask<Explanation>("GET", `/v1/members/me/events/${encodeURIComponent(event)}/explanation`, undefined, signal),
  });
}

export const sendCode = (phone: string) => ask<CodeSent>("POST", "/v1/member-session/codes", { phone });

/** Signs in; with `join` it makes a member of who is none. */
export const signIn = (phone: string, code: string, join?: { name?: string }) =>
  ask<MemberSignedIn>("POST", "/v1/member-session", { phone, code, ...(join ? { join } : {}) });

export const changeProfile = (change: Profile) => ask<unknown>("PATCH", "/v1/members/me/profile", change);

/** Sends a code to the phone that the member wants to have. */
export const sendPhoneCode = (phone: string) => ask<CodeSent>("POST", "/v1/members/me/phone-codes", { phone });

export const changePhone = (wish: { phone: string; code: string }) =>
  ask<unknown>("POST", "/v1/members/me/phone", wish);

/** Everything that is kept about the member: the person in clear, wallets and tier, and all that happened. */
export async function askEverything() {
  const personal_data = await ask<object>("POST", "/v1/members/me/personal-data", {});
  const membership = await ask<Me>("GET", "/v1/members/me");
  const history: Happened[] = [];
  let after = "";
  do {
    const page: HistoryPage = await ask("GET", `/v1/members/me/entries?limit=500${after}`);
    history.push(...page.data);
    after = page.next_cursor ? `&after=${encodeURIComponent(page.next_cursor)}` : "";
  } while (after);
  return { personal_data, membership, history };
}

export const eraseMe = () => ask<unknown>("POST", "/v1/members/me/erase", { confirm: "ERASE" });

/** Signs out, and forgets all that was read. */
export async function signOut(client: QueryClient) {
  await ask("DELETE", "/v1/session");
  forget(client);
}

/** Forgets what was read about the member; nobody is signed in. */
export function forget(client: QueryClient) {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "rules" && queryKey[0] !== "session" });
  client.setQueryData(["session"], null);
}
