import { useWords } from "@tessera/shared/i18n";
import { Failure } from "@tessera/shared/screen";
import type { useCheck } from "../../program/check.ts";
import { words } from "./draft-words.ts";

type Check = ReturnType<typeof useCheck>;

const TONE: Record<string, string> = { error: "tag bad", warning: "tag careful", note: "tag said" };

/** In one line: may it be published. */
export function Verdict({ check }: { check: Check }) {
  const t = useWords(words);
  if (!check.data) return <p className="quiet">{check.isError ? "" : t.checking}</p>;
  if (!check.isCurrent) return <p className="quiet">{t.stale}</p>;
  const errors = check.data.findings.filter(({ severity }) => severity === "error").length;
  const warnings = check.data.findings.filter(({ severity }) => severity === "warning").length;
  const [tone, text] =
    errors > 0 ? ["tag bad", t.refused(errors)] : warnings > 0 ? ["tag careful", t.warned] : ["tag good", t.fine];
  return (
    <p aria-live="polite">
      <span className={tone}>{text}</span>
    </p>
  );
}

/** Each finding with its reason and its remedy; choosing one leads to its line. */
export function Findings({ check, onChoose }: { check: Check; onChoose: (line: number, column: number) => void }) {
  const t = useWords(words);
  if (check.isError) return <Failure error={check.error} retry={() => void check.refetch()} />;
  const findings = check.data?.findings ?? [];
  if (findings.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t.check}</h2>
      <div className="findings">
        {findings.map((finding) => (
          <button
            type="button"
            className="finding"
            key={`${finding.code}/${finding.path}/${finding.line ?? 0}/${finding.column ?? 0}`}
            onClick={() => finding.line && onChoose(finding.line, finding.column ?? 1)}
          >
            <span className={TONE[finding.severity] ?? "tag"}>{t.severity[finding.severity] ?? finding.severity}</span>
            <span className="quiet nowrap">{finding.line ? t.line(finding.line) : ""}</span>
            <span className="wrap">{finding.reason}</span>
            <span className="remedy wrap">{finding.remedy}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
