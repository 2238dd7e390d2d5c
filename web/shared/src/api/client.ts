/**
 * The public API, typed by its OpenAPI document.
 *
 * ```ts
 * const member = await ask(api.GET("/v1/members/{member}", { params: { path: { member } } }));
 * ```
 */
import createClient, { type Middleware } from "openapi-fetch";
import { currentLang, tagOf } from "../i18n/index.ts";
import { authorization, endSession } from "../session/index.ts";
import type { paths } from "./generated/schema.ts";
import { Problem } from "./problem.ts";

const carry: Middleware = {
  onRequest({ request }) {
    const held = authorization();
    if (held && !request.headers.has("authorization")) request.headers.set("authorization", held);
    request.headers.set("accept-language", tagOf(currentLang()));
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: "" });
api.use(carry);

/** The answer, or throws the {@link Problem}. Who is no longer known is signed out. */
export async function ask<Data>(
  sent: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await sent;
  if (response.ok && data !== undefined && data !== null) return data;
  if (response.status === 401) endSession();
  throw new Problem(response.status, typeof error === "object" && error !== null ? error : {});
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
