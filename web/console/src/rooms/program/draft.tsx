/** The draft: its text, what the check says of it, what it changes, and its publication. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "@tessera/shared/api";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { Alert, App, Button, Segmented } from "antd";
import { useMemo, useRef, useState } from "react";
import { read } from "../../document/read.ts";
import { useCheck, useReading, withoutExamples } from "../../program/check.ts";
import { setDraft, undo, useCanUndo, useDraft } from "../../program/draft.ts";
import { inForce, useVersion, useVersions } from "../../program/reading.ts";
import { Cards } from "./cards/cards.tsx";
import { words as cardWords } from "./cards/words.ts";
import { Changes } from "./changes-view.tsx";
import { words } from "./draft-words.ts";
import { Editor, type EditorHandle } from "./editor.tsx";
import { Findings, Verdict } from "./findings.tsx";
import { Publish } from "./publish.tsx";

/** What an empty page begins with. */
const BLANK = `[program]
code = "my-program"
name = { zh = "我的会员计划", en = "My program" }
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]
label = { zh = "积分", en = "points" }
worth = "0.01"
expiry = { kind = "rolling", months = 12, through_end_of_day = true }

[[rules]]
name = "base"
label = { zh = "消费积分", en = "points on spend" }
on = "order"
wallet = "points"
give = { rate = 1 }
`;

export function Draft() {
  const draft = useDraft();
  return draft === "" ? <Begin /> : <Work draft={draft} />;
}

function Begin() {
  const t = useWords(words);
  const c = useWords(cardWords);
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const document = live.data?.document;
  const lang = useLang();
  const presets = useQuery({
    queryKey: ["presets", lang],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await ask(api.GET("/v1/programs/presets"))).data,
  });
  return (
    <div className="stack">
      <div className="sheet">
        <Empty
          title={t.none}
          action={
            <div className="actions">
              {document && (
                <Button type="primary" onClick={() => setDraft(document)}>
                  {t.fromLive}
                </Button>
              )}
              <Button onClick={() => setDraft(BLANK)}>{t.blank}</Button>
            </div>
          }
        >
          {t.noneHelp}
        </Empty>
      </div>
      <section>
        <div className="sheet-head section-head">
          <div>
            <h2>{c.presets}</h2> <span className="quiet">{c.presetHelp}</span>
          </div>
        </div>
        {presets.isPending && <Loading lines={3} />}
        {presets.isError && <Failure error={presets.error} retry={() => void presets.refetch()} />}
        <div className="cards">
          {presets.data?.map(({ name, label, about, document }) => (
            <article className="sheet card part" key={name}>
              <header>
                <h3>
                  <button type="button" className="text-button part-open" onClick={() => setDraft(document)}>
                    {label}
                  </button>
                </h3>
              </header>
              <p>{about}</p>
            </article>
          ))}
        </div>
      </section>
    </div>
  );
}

function Work({ draft }: { draft: string }) {
  const t = useWords(words);
  const c = useWords(cardWords);
  const go = useNavigate();
  const { modal } = App.useApp();
  const editor = useRef<EditorHandle>(null);
  const [view, setView] = useState<"cards" | "text">("cards");
  const canUndo = useCanUndo();
  const known = useMemo(() => read(draft), [draft]);
  const [publishing, setPublishing] = useState(false);
  const check = useCheck(draft);
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const findings = check.data?.findings ?? [];
  const { reading, failing } = useReading(draft, check);
  // While there are errors the draft has no reading: the cards show the last one, and say so.
  const lastRead = useRef(reading);
  if (reading) lastRead.current = reading;
  const shownReading = reading ?? lastRead.current ?? live.data?.reading ?? undefined;
  const isReady = check.isCurrent && check.data?.publishable === true;
  const mayPublish = useMay("programs:write");
  const lead = (line: number, column: number) => {
    setView("text");
    // The editor is there once it is drawn.
    setTimeout(() => editor.current?.goTo(line, column), 60);
  };
  const discard = () =>
    modal.confirm({
      title: t.discardAsk,
      content: t.discardHelp,
      okText: t.discard,
      cancelText: t.cancel,
      okButtonProps: { danger: true },
      onOk: () => setDraft(""),
    });
  return (
    <div className="stack">
      <div className="program-line">
        <Verdict check={check} />
        <div className="actions">
          <Button type="text" onClick={() => void discard()}>
            {t.discard}
          </Button>
          <Button disabled={!isReady} onClick={() => void go({ to: "/program/try" })}>
            {t.toTry}
          </Button>
          <Button disabled={!isReady} onClick={() => void go({ to: "/program/backtest" })}>
            {t.toBacktest}
          </Button>
          {mayPublish && (
            <Button type="primary" disabled={!isReady} onClick={() => setPublishing(true)}>
              {t.publish}
            </Button>
          )}
        </div>
      </div>
      <div className="program-line">
        <Segmented
          aria-label={c.view}
          value={view}
          onChange={setView}
          options={[
            { value: "cards", label: c.cards },
            { value: "text", label: c.text },
          ]}
        />
        <Button type="text" disabled={!canUndo} onClick={undo}>
          {c.undo}
        </Button>
      </div>
      {failing > 0 && check.isCurrent && (
        <Alert
          type="warning"
          showIcon
          title={t.examplesFail(failing)}
          description={t.examplesFailHelp}
          action={<Button onClick={() => setDraft(withoutExamples(draft))}>{c.dropExamples}</Button>}
        />
      )}
      <div className="draft-grid">
        {view === "text" ? (
          <Editor value={draft} onChange={setDraft} findings={findings} label={t.editor} handle={editor} />
        ) : "fault" in known ? (
          <section className="sheet">
            <Empty
              title={c.fault(known.fault.line)}
              action={<Button onClick={() => setView("text")}>{c.toText}</Button>}
            >
              {known.fault.text}
            </Empty>
          </section>
        ) : (
          <Cards
            document={known.document}
            reading={shownReading}
            isStale={!reading}
            isReading={!check.isCurrent && !check.isError}
            findings={findings}
          />
        )}
        <div className="stack draft-side">
          <Findings check={check} onChoose={lead} />
          <section className="sheet">
            <h2>{t.changes}</h2>
            <Changes live={live.data?.reading ?? undefined} draft={reading} />
          </section>
        </div>
      </div>
      {publishing && reading && (
        <Publish
          document={draft}
          reading={reading}
          live={live.data?.reading ?? undefined}
          next={Math.max(0, ...(versions.data ?? []).map(({ version }) => version)) + 1}
          onClose={() => setPublishing(false)}
        />
      )}
    </div>
  );
}
