/**
 * Asks the public API as the member who is signed in. The session is a cookie that no script can read; `Tessera-As` says that it is
 * the member's which counts, should this browser hold one of the staff too.
 */
import { Problem, type ProblemDocument } from "@tessera/shared/api";
import { currentLang, tagOf } from "@tessera/shared/i18n";

const listeners = new Set<() => void>();

/** Calls back when the server no longer knows who asks. */
export function onEnded(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** The answer, or throws the {@link Problem}. */
export async function ask<Answer>(method: Method, path: string, body?: object, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { "tessera-as": "member", "accept-language": tagOf(currentLang()) };
  if (body) headers["content-type"] = "application/json";
  const response = await fetch(path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal,
    credentials: "same-origin",
    cache: "no-store",
  });
  const said = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.ok) return said as Answer;
  const problem = new Problem(response.status, said as Partial<ProblemDocument>, response.headers);
  if (problem.isUnknownCaller) for (const listener of listeners) listener();
  throw problem;
}
