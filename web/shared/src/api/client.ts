/**
 * The public API, typed by its OpenAPI document.
 *
 * ```ts
 * const member = await ask(api.GET("/v1/members/{member}", { params: { path: { member } } }));
 * ```
 */
import createClient, { type Middleware } from "openapi-fetch";
import { currentLang, tagOf } from "../i18n/index.ts";
import { carried, endSession } from "../session/state.ts";
import type { paths } from "./generated/schema.ts";
import { Problem } from "./problem.ts";

const carry: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(carried())) {
      if (!request.headers.has(name)) request.headers.set(name, value);
    }
    request.headers.set("accept-language", tagOf(currentLang()));
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(carry);

type Sent<Data> = Promise<{ data?: Data; error?: unknown; response: Response }>;

const thrown = (response: Response, error: unknown) =>
  new Problem(response.status, typeof error === "object" && error !== null ? error : {}, response.headers);

/** The answer, or throws the {@link Problem}. Who is no longer known is signed out. */
export async function ask<Data>(sent: Sent<Data>): Promise<NonNullable<Data>> {
  const { data, error, response } = await sent;
  if (response.ok && data !== undefined && data !== null) return data;
  const problem = thrown(response, error);
  if (problem.isUnknownCaller) endSession();
  throw problem;
}

/** The same for what answers without a body. */
export async function tell(sent: Sent<unknown>): Promise<void> {
  const { error, response } = await sent;
  if (response.ok) return;
  const problem = thrown(response, error);
  if (problem.isUnknownCaller) endSession();
  throw problem;
}

/** Whether a key is known to the server, without signing in with it. */
export async function isKnownKey(secret: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${secret}` };
  const { response, error } = await api.GET("/v1/members", { params: { query: { limit: 1 } }, headers });
  if (response.status === 401) return false;
  // Known, though it may not list members.
  if (response.ok || response.status === 403) return true;
  throw new Problem(response.status, error ?? {});
}
