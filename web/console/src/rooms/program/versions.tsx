/** 版本: every version that was published, and what each changed. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "@tessera/shared/api";
import { time } from "@tessera/shared/format";
import { catalog, useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button } from "antd";
import { useState } from "react";
import { setDraft } from "../../program/draft.ts";
import { inForce, useNames, useVersion, useVersions, type Version } from "../../program/reading.ts";
import { Changes } from "./changes-view.tsx";

const words = catalog(
  {
    none: "还没有发布任何版本",
    version: (n: number) => `第 ${n} 版`,
    inForce: "现行",
    waiting: "未生效",
    starts: (at: string) => `${at} 起生效`,
    published: (at: string, by: string) => `${by} 于 ${at} 发布`,
    changes: (n: number) => `与第 ${n} 版的差别`,
    hide: "收起",
    first: "第一版",
    asDraft: "以此为草稿",
    document: "原文逐项",
    gone: "删去",
  },
  {
    none: "No version is published",
    version: (n) => `Version ${n}`,
    inForce: "In force",
    waiting: "Not started",
    starts: (at) => `Starts ${at}`,
    published: (at, by) => `Published by ${by} at ${at}`,
    changes: (n) => `What changed since version ${n}`,
    hide: "Hide",
    first: "The first version",
    asDraft: "Use as draft",
    document: "Key by key",
    gone: "gone",
  },
);

export function Versions() {
  const t = useWords(words);
  const versions = useVersions();
  if (versions.isPending) return <Loading />;
  if (versions.isError) return <Failure error={versions.error} retry={() => void versions.refetch()} />;
  const current = inForce(versions.data)?.version;
  const latestFirst = [...versions.data].sort((a, b) => b.version - a.version);
  if (latestFirst.length === 0) return <Empty title={t.none} />;
  return (
    <div className="stack">
      {latestFirst.map((version) => (
        <OneVersion key={version.version} version={version} isCurrent={version.version === current} />
      ))}
    </div>
  );
}

function OneVersion({ version, isCurrent }: { version: Version; isCurrent: boolean }) {
  const t = useWords(words);
  const go = useNavigate();
  const { zone } = useNames();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const isWaiting = Date.parse(version.starts_at) > Date.now();
  const begin = async () => {
    setBusy(true);
    try {
      const full = await ask(api.GET("/v1/programs/{version}", { params: { path: { version: version.version } } }));
      setDraft(full.document ?? "");
      await go({ to: "/program/draft" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="sheet">
      <div className="program-line">
        <div>
          <h2>
            {t.version(version.version)} {isCurrent && <span className="tag seal-tag">{t.inForce}</span>}
            {isWaiting && <span className="tag said">{t.waiting}</span>}
          </h2>
          <p className="soft">
            {t.starts(time(version.starts_at, zone))}
            <span className="quiet as-written">
              {" "}
              · {t.published(time(version.published_at, zone), version.published_by)}
            </span>
          </p>
          {version.note && <p className="wrap as-written">{version.note}</p>}
        </div>
        <div className="actions">
          {version.version > 1 ? (
            <Button onClick={() => setOpen(!open)}>{open ? t.hide : t.changes(version.version - 1)}</Button>
          ) : (
            <span className="quiet">{t.first}</span>
          )}
          <Button loading={busy} onClick={() => void begin()}>
            {t.asDraft}
          </Button>
        </div>
      </div>
      {open && <Difference version={version.version} />}
    </section>
  );
}

function Difference({ version }: { version: number }) {
  const t = useWords(words);
  const before = useVersion(version - 1);
  const after = useVersion(version);
  const diff = useQuery({
    queryKey: ["diff", version],
    queryFn: () => ask(api.GET("/v1/programs/{version}/diff", { params: { path: { version } } })),
  });
  if (before.isPending || after.isPending || diff.isPending) return <Loading lines={4} />;
  const failed = [before, after, diff].find(({ isError }) => isError);
  if (failed) return <Failure error={failed.error} />;
  return (
    <div style={{ marginTop: 12 }}>
      <Changes live={before.data?.reading ?? undefined} draft={after.data?.reading ?? undefined} />
      <details>
        <summary className="quiet">{t.document}</summary>
        {diff.data?.data.map((item) => (
          <div className="changed" key={item.path}>
            <h3>
              <code>{item.path}</code>
            </h3>
            {item.before && (
              <del>
                <pre>{item.before}</pre>
              </del>
            )}
            <ins>
              <pre>{item.after ?? t.gone}</pre>
            </ins>
          </div>
        ))}
      </details>
    </div>
  );
}
