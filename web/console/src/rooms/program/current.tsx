/** The program in force, in sentences, with its document on request. */
import { Link, useNavigate } from "@tanstack/react-router";
import { time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useState } from "react";
import { setDraft } from "../../program/draft.ts";
import { inForce, namesOf, useVersion, useVersions } from "../../program/reading.ts";
import { ReadingView } from "./reading-view.tsx";
import { words } from "./words.ts";

export function Current() {
  const t = useWords(words);
  const go = useNavigate();
  const [open, setOpen] = useState(false);
  const versions = useVersions();
  const current = inForce(versions.data);
  const version = useVersion(current?.version);
  if (versions.isPending || (current && version.isPending)) return <Loading lines={12} />;
  if (versions.isError) return <Failure error={versions.error} retry={() => void versions.refetch()} />;
  if (!current) {
    return (
      <Empty title={t.none} action={<Link to="/program/draft">{t.tabs.draft}</Link>}>
        {t.noneHelp}
      </Empty>
    );
  }
  if (version.isError) return <Failure error={version.error} retry={() => void version.refetch()} />;
  const { reading, document } = version.data ?? {};
  const zone = namesOf(reading ?? undefined).zone;
  const begin = () => {
    setDraft(document ?? "");
    void go({ to: "/program/draft" });
  };
  return (
    <div className="stack">
      <div className="program-line">
        <p>
          <b>{reading?.name}</b>{" "}
          <span className="quiet as-written">
            {t.inForce(current.version, time(current.starts_at, zone))} · {t.by(current.published_by)}
          </span>
        </p>
        <div className="actions">
          <Button onClick={() => setOpen(!open)}>{open ? t.documentHide : t.document}</Button>
          <Button type="primary" onClick={begin}>
            {t.edit}
          </Button>
        </div>
      </div>
      {open && <pre className="sheet document">{document}</pre>}
      {reading && <ReadingView reading={reading} />}
    </div>
  );
}
