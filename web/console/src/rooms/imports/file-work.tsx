import type { Said } from "@tessera/shared/api";
import { problemOf } from "@tessera/shared/api";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Alert, Button } from "antd";
import { useEffect, useState } from "react";
import { readable } from "../../imports/encoding.ts";
import { useImport, usePreview } from "../../imports/jobs.ts";
import { choose, type Mapping, missing } from "../../imports/mapping.ts";
import { Outcome } from "./outcome.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { words } from "./words.ts";

/** A file that was chosen: what is in it, what its columns are, the trial and the import. */
export function FileWork({ file: chosen, onOther }: { file: File; onOther: () => void }) {
  const t = useWords(words);
  const preview = usePreview();
  const { mutate } = preview;
  const [{ file, isRecoded }, setRead] = useState({ file: chosen, isRecoded: false });
  useEffect(() => {
    let isHere = true;
    const look = (found: { file: File; isRecoded: boolean }) => {
      if (!isHere) return;
      setRead(found);
      mutate(found.file);
    };
    // A file that cannot be read here is the server's to judge.
    readable(chosen).then(look, () => look({ file: chosen, isRecoded: false }));
    return () => {
      isHere = false;
    };
  }, [chosen, mutate]);
  return (
    <>
      <section className="sheet">
        <div className="sheet-head">
          <div>
            <h2 className="wrap as-written">{file.name}</h2>
            <span className="quiet">{t.size(figure(Math.max(1, Math.round(file.size / 1024))))}</span>
          </div>
          <Button size="small" onClick={onOther}>
            {t.another}
          </Button>
        </div>
        {isRecoded && <Alert type="info" showIcon title={t.recoded} style={{ marginBottom: 12 }} />}
        {(preview.isPending || preview.isIdle) && <Loading lines={5} />}
        {preview.isError && <Failure error={preview.error} retry={() => mutate(file)} />}
        {preview.data && preview.data.columns.length === 0 && <Empty title={t.notCsv} />}
      </section>
      {preview.data && preview.data.columns.length > 0 && <Mapped file={file} preview={preview.data} />}
    </>
  );
}

function Mapped({ file, preview }: { file: File; preview: Said<"ImportPreview"> }) {
  const t = useWords(words);
  const [mapping, setMapping] = useState<Mapping>(preview.mapping);
  const [shown, setShown] = useState("");
  const start = useImport();
  const gaps = missing(preview.fields, mapping);
  const run = (isDry: boolean) => start.mutate({ file, mapping, isDry }, { onSuccess: ({ id }) => setShown(id) });
  return (
    <>
      <section className="sheet">
        <div className="sheet-head">
          <h2>{t.preview}</h2>
          <span className="quiet">{t.previewHelp(preview.rows.length)}</span>
        </div>
        {preview.faults.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t.faults}
            description={preview.faults.map((fault) => <p key={String(fault)}>{String(fault)}</p>)}
            style={{ marginBottom: 12 }}
          />
        )}
        <PreviewTable
          preview={preview}
          mapping={mapping}
          onChoose={(field, column) => setMapping(choose(mapping, field, column))}
          onClear={(column) =>
            setMapping(Object.fromEntries(Object.entries(mapping).filter(([, taken]) => taken !== column)))
          }
        />
        <div className="program-line" style={{ marginTop: 14 }}>
          <p aria-live="polite">
            {gaps.length > 0 ? (
              <span className="tag bad">{t.missing(gaps.map(({ label, field }) => label || field).join("、"))}</span>
            ) : (
              <span className="tag good">{t.allMapped}</span>
            )}
          </p>
          <div className="actions">
            <Button
              title={t.dryHelp}
              disabled={gaps.length > 0}
              loading={start.isPending && start.variables.isDry}
              onClick={() => run(true)}
            >
              {t.dry}
            </Button>
            <Button
              type="primary"
              disabled={gaps.length > 0}
              loading={start.isPending && !start.variables.isDry}
              onClick={() => run(false)}
            >
              {t.run}
            </Button>
          </div>
        </div>
        {start.isError && (
          <Alert type="error" showIcon title={problemOf(start.error).message} style={{ marginTop: 12 }} />
        )}
      </section>
      {shown && <Outcome id={shown} key={shown} />}
    </>
  );
}
