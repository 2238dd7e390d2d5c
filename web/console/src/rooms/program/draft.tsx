/** The draft: its text, what the check says of it, what it changes, and its publication. */
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { App, Button } from "antd";
import { useRef, useState } from "react";
import { useCheck } from "../../program/check.ts";
import { setDraft, useDraft } from "../../program/draft.ts";
import { inForce, useVersion, useVersions } from "../../program/reading.ts";
import { Changes } from "./changes-view.tsx";
import { words } from "./draft-words.ts";
import { Editor, type EditorHandle } from "./editor.tsx";
import { Findings, Verdict } from "./findings.tsx";
import { Publish } from "./publish.tsx";
import { ReadingView } from "./reading-view.tsx";

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
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const document = live.data?.document;
  return (
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
  );
}

function Work({ draft }: { draft: string }) {
  const t = useWords(words);
  const go = useNavigate();
  const { modal } = App.useApp();
  const editor = useRef<EditorHandle>(null);
  const [publishing, setPublishing] = useState(false);
  const check = useCheck(draft);
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const findings = check.data?.findings ?? [];
  const reading = check.data?.reading ?? undefined;
  const isReady = check.isCurrent && check.data?.publishable === true;
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
          <Button disabled={!isReady} onClick={() => void go({ to: "/program/backtest" })}>
            {t.toBacktest}
          </Button>
          <Button type="primary" disabled={!isReady} onClick={() => setPublishing(true)}>
            {t.publish}
          </Button>
        </div>
      </div>
      <div className="draft-grid">
        <Editor value={draft} onChange={setDraft} findings={findings} label={t.editor} handle={editor} />
        <div className="stack draft-side">
          <Findings check={check} onChoose={(line, column) => editor.current?.goTo(line, column)} />
          <section className="sheet">
            <h2>{t.changes}</h2>
            <Changes live={live.data?.reading ?? undefined} draft={reading} />
          </section>
        </div>
      </div>
      {reading && (
        <section>
          <h2 className="hidden-visually">{t.reads}</h2>
          <ReadingView reading={reading} />
        </section>
      )}
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
