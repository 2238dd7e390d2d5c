import { useQueryClient } from "@tanstack/react-query";
import { api, type Said } from "@tessera/shared/api";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useEffect } from "react";
import { useOneImport } from "../../imports/jobs.ts";
import { save } from "../../saving.ts";
import { words } from "./words.ts";

/** How an import goes, and what came of it. */
export function Outcome({ id }: { id: string }) {
  const t = useWords(words);
  const client = useQueryClient();
  const job = useOneImport(id);
  const isOver = job.data !== undefined && job.data.status !== "running";
  useEffect(() => {
    // What was imported shows in every room.
    if (isOver)
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== "imports" || queryKey.length === 1,
      });
  }, [isOver, client]);
  if (job.isPending) return <Loading lines={3} />;
  if (job.isError) return <Failure error={job.error} retry={() => void job.refetch()} />;
  const { status, dry_run, progress, result, error } = job.data;
  return (
    <section className="sheet" aria-live="polite">
      {status === "running" && (
        <div className="tier-progress">
          <p>{t.running(figure(progress.orders))}</p>
          <progress
            {...(progress.total_bytes > 0 ? { value: progress.done_bytes, max: progress.total_bytes } : {})}
            aria-label={t.running(figure(progress.orders))}
          />
        </div>
      )}
      {status === "done" && result && (
        <>
          <h2>{dry_run ? t.dryDone : t.done}</h2>
          <Counts result={result} isTrial={dry_run} />
          {result.rejected > 0 && (
            <p style={{ marginTop: 12 }}>
              <Rejected id={id} />
            </p>
          )}
        </>
      )}
      {status !== "running" && !(status === "done" && result) && (
        <p>
          <span className="tag bad">{t.failed}</span> {error}
        </p>
      )}
    </section>
  );
}

function Counts({ result, isTrial }: { result: NonNullable<Said<"Import">["result"]>; isTrial: boolean }) {
  const t = useWords(words);
  return (
    <dl className="figures">
      {(["orders", "new", "repeated", "without_member", "rejected", "members"] as const).map((name) => (
        <div key={name}>
          <dt>{t[name]}</dt>
          {/* Numbers that nobody has may be a wrong column: worth a look before they are members. */}
          <dd className={isTrial && name === "members" && result.members > 0 ? "careful" : undefined}>
            {figure(result[name])}
            {name === "orders" && (
              <small>
                {figure(result.rows)} {t.rows}
              </small>
            )}
            {isTrial && name === "members" && result.members > 0 && <small>{t.newHelp}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The rows that were not taken, each with its reason. */
export function Rejected({ id }: { id: string }) {
  const t = useWords(words);
  const download = async () => {
    const { data } = await api.GET("/v1/imports/{import}/rejected.csv", {
      params: { path: { import: id } },
      parseAs: "blob",
    });
    if (data) save(`${id}-rejected.csv`, "text/csv", data as unknown as Blob);
  };
  return (
    <Button size="small" onClick={() => void download()}>
      {t.rejectedFile}
    </Button>
  );
}
