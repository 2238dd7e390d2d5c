/** 回测: the draft folded over the shop's own orders, beside the program in force. */
import { Link } from "@tanstack/react-router";
import { figure, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useState } from "react";
import { useCheck } from "../../program/check.ts";
import { useDraft } from "../../program/draft.ts";
import { useJob, useJobs, useStart } from "../../program/job.ts";
import { useNames } from "../../program/reading.ts";
import { reportOf } from "../../program/report.ts";
import { words } from "./backtest-words.ts";
import { ReportView } from "./report-view.tsx";

export function Backtest() {
  const t = useWords(words);
  const [chosen, setChosen] = useState("");
  const jobs = useJobs();
  const shown = chosen || jobs.data?.find(({ status }) => status === "done" || status === "running")?.id || "";
  return (
    <div className="stack">
      <Start onStart={setChosen} />
      {shown && <Outcome id={shown} key={shown} />}
      <section className="sheet">
        <h2>{t.jobs}</h2>
        {jobs.isPending && <Loading lines={3} />}
        {jobs.isError && <Failure error={jobs.error} retry={() => void jobs.refetch()} />}
        {jobs.data?.length === 0 && <Empty title={t.none}>{t.noneHelp}</Empty>}
        <Jobs shown={shown} onChoose={setChosen} />
      </section>
    </div>
  );
}

function Start({ onStart }: { onStart: (id: string) => void }) {
  const t = useWords(words);
  const draft = useDraft();
  const check = useCheck(draft);
  const start = useStart();
  if (draft === "") {
    return (
      <section className="sheet">
        <Empty title={t.noDraft} action={<Link to="/program/draft">{t.toDraft}</Link>}>
          {t.noDraftHelp}
        </Empty>
      </section>
    );
  }
  const isReady = check.data?.publishable === true && check.isCurrent;
  const isRefused = check.data?.publishable === false;
  return (
    <section className="sheet">
      <div className="program-line">
        <p className="soft">
          {t.about}
          {isRefused && (
            <>
              <br />
              <Link to="/program/draft">{t.notReady}</Link>
            </>
          )}
        </p>
        <Button
          type="primary"
          disabled={!isReady}
          loading={start.isPending}
          onClick={() => start.mutate(draft, { onSuccess: ({ id }) => onStart(id) })}
        >
          {t.run}
        </Button>
      </div>
      {start.isError && <Failure error={start.error} />}
    </section>
  );
}

function Outcome({ id }: { id: string }) {
  const t = useWords(words);
  const job = useJob(id);
  if (job.isPending) return <Loading lines={6} />;
  if (job.isError) return <Failure error={job.error} retry={() => void job.refetch()} />;
  const { status, done, total, error, result } = job.data;
  if (status === "running") {
    const text = total > 0 ? t.running(figure(done), figure(total)) : t.starting;
    return (
      <section className="sheet" aria-live="polite">
        <p>{text}</p>
        <div className="tier-progress">
          <progress {...(total > 0 ? { value: done, max: total } : {})} aria-label={text} />
        </div>
      </section>
    );
  }
  const report = reportOf(result);
  if (report) return <ReportView report={report} id={id} />;
  return (
    <section className="sheet">
      <p>
        <span className="tag bad">{t.status[status] ?? status}</span> {error}
      </p>
    </section>
  );
}

function Jobs({ shown, onChoose }: { shown: string; onChoose: (id: string) => void }) {
  const t = useWords(words);
  const { zone } = useNames();
  const jobs = useJobs();
  return (
    <div>
      {jobs.data?.map((job) => (
        <div className="job-line" key={job.id}>
          <span>
            <span className="nowrap">{time(job.created_at, zone)}</span>{" "}
            <span className={job.status === "done" ? "tag good" : job.status === "running" ? "tag said" : "tag bad"}>
              {t.status[job.status] ?? job.status}
            </span>{" "}
            <span className="quiet">{t.orders(figure(job.done))}</span>
          </span>
          {job.id !== shown && (
            <button type="button" className="text-button" onClick={() => onChoose(job.id)}>
              {t.open}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
