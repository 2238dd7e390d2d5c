import { currentLang } from "../i18n/index.ts";
import type { components } from "./generated/schema.ts";
import { words } from "./words.ts";

export type ProblemDocument = components["schemas"]["ProblemDocument"];

/** What a 401 says that is no end of a session: what was typed is wrong, not who types. */
const ABOUT_WHAT_WAS_TYPED = new Set(["wrong-credentials", "totp-needed", "wrong-code"]);

/** A refusal or failure, in the server's words; or that the server could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly faults: NonNullable<ProblemDocument["errors"]>;
  /** What the server says to do: `retry_same_id`, `fix_new_id`, `ask_member` or `stop`. */
  readonly next: string;
  readonly requestId: string | undefined;
  /** Seconds to wait before it is worth asking again, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, document: Partial<ProblemDocument>, headers?: Headers) {
    super(document.detail ?? document.title ?? `${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = document.code ?? (status === 0 ? "unreachable" : "unknown");
    this.title = document.title ?? "";
    this.faults = document.errors ?? [];
    this.next = document.next ?? "";
    this.requestId = document.request_id;
    const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  }

  get isForbidden() {
    return this.status === 403;
  }

  get isMissing() {
    return this.status === 404;
  }

  get isUnreachable() {
    return this.status === 0;
  }

  /** The server does not know who asks: not signed in, or no longer. */
  get isUnknownCaller() {
    return this.status === 401 && !ABOUT_WHAT_WAS_TYPED.has(this.code);
  }
}

/** Any error as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // What `fetch` throws when there is no answer, and what it throws when that took too long.
  if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError"))
    return new Problem(0, { detail: words[currentLang()].unreachable });
  return new Problem(-1, { detail: error instanceof Error ? error.message : String(error) });
}
