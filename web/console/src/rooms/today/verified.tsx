import { Link } from "@tanstack/react-router";
import type { Coming } from "@tessera/shared/api";
import { figure, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { words } from "./words.ts";

/** Whether the books were last found right, and when. */
export function Verified({ verification, zone }: { verification: Coming["Verification"] | null; zone: string }) {
  const t = useWords(words);
  const result = verification?.result;
  const isRight = verification?.status === "done" && result?.faults.length === 0;
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.verified}</h2>
        <Link to="/ledger">{t.toVerify}</Link>
      </div>
      {!verification && <Empty title={t.neverVerified}>{t.neverVerifiedHelp}</Empty>}
      {verification && (
        <>
          <p className="verdict">
            <span className={isRight ? "verdict-seal" : "verdict-seal off"} aria-hidden="true">
              {isRight ? t.rightSeal : t.wrongSeal}
            </span>
            <b>
              {isRight
                ? t.allRight
                : result
                  ? t.faults(figure(result.faults.length))
                  : (t.status[verification.status] ?? verification.status)}
            </b>
          </p>
          <dl className="facts">
            <dt>{t.at}</dt>
            <dd>{time(verification.finished_at ?? verification.started_at, zone)}</dd>
            {result && (
              <>
                <dt>{t.members}</dt>
                <dd>{figure(result.members)}</dd>
                <dt>{t.eventsRead}</dt>
                <dd>{figure(result.events)}</dd>
              </>
            )}
          </dl>
        </>
      )}
    </section>
  );
}
