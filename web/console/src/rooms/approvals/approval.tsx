import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { money, signed, time } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { common, Failure, Loading } from "@tessera/shared/screen";
import { useWho } from "@tessera/shared/session";
import { App, Button } from "antd";
import { useState } from "react";
import { askCheck } from "../../program/check.ts";
import { setDraft } from "../../program/draft.ts";
import { inForce, useNames, useVersion, useVersions } from "../../program/reading.ts";
import { Changes } from "../program/changes-view.tsx";
import "../program/program.css";
import { Decide } from "./decide.tsx";
import { Matter } from "./matter.tsx";
import { words } from "./words.ts";

const TONE: Record<string, string> = { waiting: "careful", approved: "good", rejected: "bad", failed: "bad" };

const textOf = (request: Record<string, unknown>, key: string): string => {
  const value = request[key];
  return typeof value === "string" ? value : "";
};

/** One thing that was asked for: what, by whom, and the decision. */
export function ApprovalRow({ approval }: { approval: Said<"Approval"> }) {
  const t = useWords(words);
  const { zone } = useNames();
  const go = useNavigate();
  const who = useWho();
  const [open, setOpen] = useState(false);
  const [deciding, setDeciding] = useState<"approve" | "reject">();
  const document = textOf(approval.request, "document");
  const { member } = approval;
  const isUndone = approval.status === "approved" && !approval.done;
  const isOwn = who?.kind === "staff" && who.id === approval.asked_by.id;
  const asDraft = () => {
    setDraft(document);
    void go({ to: "/program/draft" });
  };
  return (
    <article className="sheet approval">
      <div className="approval-what">
        <p>
          <span className={`tag ${isUndone ? "careful" : (TONE[approval.status] ?? "")}`}>
            {isUndone ? t.undone : (t.status[approval.status] ?? approval.status)}
          </span>{" "}
          <span className="tag">{t.kinds[approval.kind] ?? approval.kind}</span>
        </p>
        <h2 className="as-written">
          <Headline approval={approval} />
        </h2>
        <Matter approval={approval} />
        <p className="quiet as-written">
          {t.asked(approval.asked_by.name, time(approval.asked_at, zone))}
          {approval.decided_by && approval.decided_at && (
            <>
              <br />
              {t.decided(approval.decided_by.name, time(approval.decided_at, zone))}
            </>
          )}
        </p>
        {approval.comment && <blockquote className="as-written">{approval.comment}</blockquote>}
        <p className="approval-ways">
          {member && (
            <Link to="/members/$member" params={{ member }} preload={false}>
              {t.member}
            </Link>
          )}
          {document && (
            <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
              <u>{open ? t.hide : t.changes}</u>
            </button>
          )}
          {document && approval.status !== "approved" && (
            <button type="button" className="text-button" onClick={asDraft}>
              <u>{t.asDraft}</u>
            </button>
          )}
        </p>
      </div>
      {approval.status === "waiting" && (
        <div className="approval-acts">
          {approval.may_decide && (
            <>
              <Button type="primary" onClick={() => setDeciding("approve")}>
                {t.approve}
              </Button>
              <Button onClick={() => setDeciding("reject")}>{t.reject}</Button>
            </>
          )}
          {!approval.may_decide && <span className="quiet">{isOwn ? t.own : t.cannot}</span>}
          {isOwn && <Withdraw approval={approval.id} />}
        </div>
      )}
      {isUndone && approval.may_decide && <DoNow approval={approval.id} />}
      {open && <Publication document={document} startsAt={textOf(approval.request, "starts_at")} />}
      {deciding && <Decide approval={approval} decision={deciding} onClose={() => setDeciding(undefined)} />}
    </article>
  );
}

/** Takes back what one has asked for, while nobody has decided. */
function Withdraw({ approval }: { approval: string }) {
  const t = useWords(words);
  const c = useWords(common);
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const take = () =>
    ask(api.POST("/v1/approvals/{approval}/withdraw", { params: { path: { approval } }, body: {} })).then(
      () => void message.success(t.withdrawn),
      (error) => void message.error(problemOf(error).message),
    );
  const asked = () =>
    void modal.confirm({
      title: t.withdrawAsk,
      content: t.withdrawHelp,
      okText: t.withdraw,
      cancelText: c.cancel,
      onOk: () => take().then(() => client.invalidateQueries({ queryKey: ["approvals"] })),
    });
  return <Button onClick={asked}>{t.withdraw}</Button>;
}

/** What was approved, and broken off before it was done: approving it once more does it. */
function DoNow({ approval }: { approval: string }) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const run = useMutation({
    mutationFn: () => ask(api.POST("/v1/approvals/{approval}/approve", { params: { path: { approval } }, body: {} })),
    onSuccess: ({ status, comment }) =>
      void (status === "failed" ? message.error(t.failed(comment ?? "")) : message.success(t.doneNow)),
    onError: (error) => void message.error(problemOf(error).message),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <div className="approval-acts">
      <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
        {t.doNow}
      </Button>
    </div>
  );
}

/** What is asked for, with the names and the clock of the program; the server's own sentence where there is nothing better. */
export function Headline({ approval }: { approval: Said<"Approval"> }) {
  const t = useWords(words);
  const names = useNames();
  const { request, kind, summary } = approval;
  if (kind === "adjustment" && typeof request.units === "number") {
    const { label, decimals } = names.wallet(textOf(request, "wallet"));
    return <>{t.adjustment(`${signed(request.units, decimals)} ${label}`, textOf(request, "reason"))}</>;
  }
  if (kind === "return" && approval.refund) {
    const { amount, currency } = approval.refund;
    const order = textOf(request, "order").replace(/^ext:/, "");
    return <>{t.returned(money(amount, currency, names.decimals), order, textOf(request, "reason"))}</>;
  }
  const startsAt = textOf(request, "starts_at");
  if (kind === "publication" && startsAt) {
    const note = textOf(request, "note");
    return <>{t.publication(time(startsAt, names.zone), note)}</>;
  }
  return <>{summary}</>;
}

/** What a publication that was asked for would change. */
function Publication({ document, startsAt }: { document: string; startsAt: string }) {
  const t = useWords(words);
  const lang = useLang();
  const { zone } = useNames();
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const check = useQuery({
    queryKey: ["check", document, lang],
    queryFn: () => askCheck(document, lang),
  });
  return (
    <div className="approval-changes">
      {startsAt && <p className="quiet">{t.startsAt(time(startsAt, zone))}</p>}
      {check.isPending && <Loading lines={3} />}
      {check.isError && <Failure error={check.error} />}
      {check.data && <Changes live={live.data?.reading ?? undefined} draft={check.data.reading ?? undefined} />}
    </div>
  );
}
