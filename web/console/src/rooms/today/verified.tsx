import { Link } from "@tanstack/react-router";
import type { Said } from "@tessera/shared/api";
import { figure, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { words } from "./words.ts";

/** Whether the books were last found right, and when. */
export function Verified({ result, zone }: { result: Said<"VerificationResult"> | undefined; zone: string }) {
  const t = useWords(words);
  const mayEnter = useMay("exports:create");
  const isRight = result?.different === 0;
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.verified}</h2>
        {mayEnter && <Link to="/ledger">{t.toVerify}</Link>}
      </div>
      {!result && <Empty title={t.neverVerified}>{t.neverVerifiedHelp}</Empty>}
      {result && (
        <>
          <p className="verdict">
            <span className={isRight ? "verdict-seal" : "verdict-seal off"} aria-hidden="true">
              {isRight ? t.rightSeal : t.wrongSeal}
            </span>
            <b>{isRight ? t.allRight : t.faults(figure(result.different))}</b>
          </p>
          <dl className="facts">
            <dt>{t.at}</dt>
            <dd>{time(result.finished_at, zone)}</dd>
            <dt>{t.members}</dt>
            <dd>{figure(result.members)}</dd>
            <dt>{t.eventsRead}</dt>
            <dd>{figure(result.events)}</dd>
          </dl>
        </>
      )}
    </section>
  );
}
