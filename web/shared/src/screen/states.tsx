/** What a place shows when it has nothing to show: designed once, for all pages. */
import type { ReactNode } from "react";
import { problemOf } from "../api/index.ts";
import { useWords } from "../i18n/index.ts";
import { common } from "./words.ts";

interface StateProps {
  /** One character that says what it is about. */
  glyph: string;
  title: string;
  children?: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
  alarmed?: boolean;
}

function State({ glyph, title, children, action, alarmed = false }: StateProps) {
  return (
    <div className="state" role={alarmed ? "alert" : undefined}>
      <span className={alarmed ? "glyph alarmed" : "glyph"} aria-hidden="true">
        {glyph}
      </span>
      <strong>{title}</strong>
      {children}
      {action}
    </div>
  );
}

/** There is nothing, and that is all right: says what would be here and what to do. */
interface EmptyProps {
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Where another character says it better. */
  glyph?: string;
}

export function Empty({ title, children, action, glyph }: EmptyProps) {
  const t = useWords(common);
  return (
    <State glyph={glyph ?? t.glyphs.empty} title={title ?? t.emptyTitle} action={action}>
      {children && <p>{children}</p>}
    </State>
  );
}

/** Something is under way: the outline of what comes, not a wheel. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const t = useWords(common);
  return (
    <div className="bones" role="status" aria-label={t.loading}>
      {Array.from({ length: lines }, (_, at) => (
        <i key={at} />
      ))}
    </div>
  );
}

/** It did not work: forbidden, not found, no answer, or the server's own words. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useWords(common);
  const problem = problemOf(error);
  const again = retry && (
    <button type="button" className="text-button" onClick={retry}>
      <u>{t.retry}</u>
    </button>
  );
  if (problem.isForbidden) {
    return (
      <State glyph={t.glyphs.forbidden} title={t.forbiddenTitle}>
        {/* Which scope it takes is for those who write programs. */}
        {problem.code !== "missing-scope" && <p>{problem.message}</p>}
        <p title={problem.message}>{t.forbiddenHelp}</p>
      </State>
    );
  }
  if (problem.isMissing) {
    return (
      <State glyph={t.glyphs.missing} title={problem.title || t.missingTitle}>
        <p>{problem.message}</p>
      </State>
    );
  }
  if (problem.isUnreachable) {
    return (
      <State glyph={t.glyphs.cut} title={t.unreachableTitle} action={again} alarmed>
        <p>{t.unreachableHelp}</p>
      </State>
    );
  }
  return (
    <State glyph={t.glyphs.wrong} title={problem.title || t.failedTitle} action={again} alarmed>
      <p>{problem.message}</p>
      {problem.faults.map((fault) => (
        <p key={fault.pointer + fault.code}>{fault.detail}</p>
      ))}
      {problem.requestId && <small>{t.requestId(problem.requestId)}</small>}
    </State>
  );
}
