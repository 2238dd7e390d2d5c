/** Requests as they go over the wire. */
import { api, ask, Problem, problemOf } from "@tessera/shared/api";
import { endSession } from "@tessera/shared/session";
import type { Hand } from "../queue/slip.ts";
import { type Answer, isAway } from "../queue/verdict.ts";
import { report, watched } from "./connection.ts";

/** How long an answer is waited for before it counts as none. */
const PATIENCE = 12_000;

/** A path that is put together as it is sent. The slips hold theirs, so the types of the client do not know them. */
type AnyPath = (path: string, how: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
const post = api.POST as unknown as AnyPath;
const get = api.GET as unknown as AnyPath;

/**
 * Sends what a slip says, as somebody: the cookie is the browser's, and another window may have signed in as somebody else. The server then books
 * nothing. An answer of status 0 where there was none.
 */
export const send = (path: string, body: unknown, { id }: Hand): Promise<Answer> =>
  answered(post(path, { body, headers: { "tessera-signed-in": id }, signal: AbortSignal.timeout(PATIENCE) }));

/** Asks what became of a slip. An answer of status 0 where there was none. */
export const lookUp = (path: string): Promise<Answer> => answered(get(path, { signal: AbortSignal.timeout(PATIENCE) }));

async function answered(asked: ReturnType<AnyPath>): Promise<Answer> {
  try {
    const { data, error, response } = await asked;
    const document = (response.ok ? data : error) ?? {};
    const answer = { status: response.status, document: typeof document === "object" ? document : {} } as Answer;
    if (response.status === 401) endSession();
    report(!isAway(answer.status, String(answer.document.code ?? "")));
    return answer;
  } catch (error) {
    const problem = problemOf(error);
    // A page that is left takes its requests with it; the slip is sent again.
    if (problem.status > 0) return { status: problem.status, document: { detail: problem.message } };
    report(false);
    return { status: 0, document: {} };
  }
}

export function question<Reply>(path: string, body: unknown, signal?: AbortSignal): Promise<Reply> {
  return watched(ask(post(path, { body, signal: signal ?? AbortSignal.timeout(PATIENCE) }))) as Promise<Reply>;
}

/** Has something done in the name of who is signed in here; of nobody else, whom another window may have signed in. */
export function deed<Reply>(path: string, body: unknown, { id }: Hand): Promise<Reply> {
  const headers = { "tessera-signed-in": id };
  return watched(ask(post(path, { body, headers, signal: AbortSignal.timeout(PATIENCE) }))) as Promise<Reply>;
}

export function reading<Reply>(path: string, signal?: AbortSignal): Promise<Reply> {
  return watched(ask(get(path, { signal: signal ?? AbortSignal.timeout(PATIENCE) }))) as Promise<Reply>;
}

export { Problem };
