import { Link } from "@tanstack/react-router";
import { problemOf, type Said } from "@tessera/shared/api";
import { figure, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Alert, Button } from "antd";
import { useFigures, useVerifications, useVerify } from "../../figures.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./words.ts";

const TONE: Record<string, string> = { running: "said", done: "good", failed: "bad", interrupted: "careful" };

/** Folds every history afresh and compares: started here, watched, and what came of it. */
export function Verify({ zone }: { zone: string }) {
  const t = useWords(words);
  const list = useVerifications();
  const verify = useVerify();
  // The jobs of this server, and the audit that the figures stand on: it may be older than the server runs.
  const last = useFigures().data?.last_verification;
  const known = list.data && last && !list.data.some(({ id }) => id === last.id) ? [...list.data, last] : list.data;
  const running = list.data?.find(({ status }) => status === "running");
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.verify}</h2>
          <p className="quiet">{t.verifyHelp}</p>
        </div>
        <Button
          type="primary"
          disabled={running !== undefined || !list.data}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t.verifyNow}
        </Button>
      </div>
      {verify.isError && <Alert type="error" showIcon title={problemOf(verify.error).message} />}
      {list.isPending && <Loading lines={3} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {running && <Running verification={running} />}
      {known?.length === 0 && <Empty title={t.neverVerified} />}
      {known && known.length > 0 && <Past list={known} zone={zone} />}
    </section>
  );
}

function Running({ verification: { progress } }: { verification: Said<"Verification"> }) {
  const t = useWords(words);
  const text = t.verifying(figure(progress.done), figure(progress.total));
  return (
    <div className="tier-progress" aria-live="polite">
      <p>{text}</p>
      <progress {...(progress.total > 0 ? { value: progress.done, max: progress.total } : {})} aria-label={text} />
    </div>
  );
}

function Past({ list, zone }: { list: Said<"Verification">[]; zone: string }) {
  const t = useWords(words);
  return (
    <Wide label={t.verify}>
      <table className="book">
        <thead>
          <tr>
            <th>{t.started}</th>
            <th>{t.state}</th>
            <th className="right">{t.members}</th>
            <th className="right">{t.events}</th>
            <th className="right ruled">{t.faults}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((item) => (
            <tr key={item.id}>
              <td className="nowrap">{time(item.started_at, zone)}</td>
              <td>
                <span className={`tag ${TONE[item.status] ?? ""}`}>{t.status[item.status] ?? item.status}</span>
              </td>
              <td className="right">{item.result ? figure(item.result.members) : ""}</td>
              <td className="right">{item.result ? figure(item.result.events) : ""}</td>
              <td className="right ruled">
                <Faults result={item.result} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Faults({ result }: { result: Said<"Verification">["result"] }) {
  const t = useWords(words);
  if (!result) return null;
  if (result.different === 0) return <span className="in">{t.noFaults}</span>;
  return (
    <details>
      <summary>{figure(result.different)}</summary>
      {result.faults.map(({ member, text }) => (
        <p key={`${member ?? ""}${text}`} className="wrap">
          {member && (
            <Link to="/members/$member" params={{ member }} preload={false}>
              {member}
            </Link>
          )}{" "}
          {text}
        </p>
      ))}
    </details>
  );
}
