import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { useImports } from "../../imports/jobs.ts";
import { useNames } from "../../program/reading.ts";
import { Moment } from "../../shell/moment.tsx";
import { Wide } from "../../shell/wide.tsx";
import { Rejected } from "./outcome.tsx";
import { words } from "./words.ts";

const TONE: Record<string, string> = { running: "said", done: "good", failed: "bad", interrupted: "careful" };

/** What was imported before. */
export function Past() {
  const t = useWords(words);
  const { zone } = useNames();
  const list = useImports();
  return (
    <section className="sheet">
      <h2>{t.past}</h2>
      {list.isPending && <Loading lines={3} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty title={t.none} />}
      {list.data && list.data.length > 0 && (
        <Wide label={t.past}>
          <table className="book">
            <thead>
              <tr>
                <th>{t.file}</th>
                <th>{t.state}</th>
                <th className="right">{t.orders}</th>
                <th className="right">{t.new}</th>
                <th className="right ruled">{t.rejected}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {list.data.map((item) => (
                <tr key={item.id}>
                  <td>
                    <span className="as-written wrap">{item.name ?? item.id}</span>
                    {item.created_at && (
                      <div className="quiet">
                        <Moment at={item.created_at} zone={zone} />
                      </div>
                    )}
                  </td>
                  <td className="nowrap">
                    <span className={`tag ${TONE[item.status] ?? ""}`}>{t.status[item.status] ?? item.status}</span>{" "}
                    {item.dry_run && <span className="tag">{t.dryTag}</span>}
                  </td>
                  <td className="right">{figure(item.result?.orders ?? item.progress.orders)}</td>
                  <td className="right">{item.result ? figure(item.result.new) : ""}</td>
                  <td className="right ruled">{item.result ? figure(item.result.rejected) : ""}</td>
                  <td className="right">{item.result && item.result.rejected > 0 && <Rejected id={item.id} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}
