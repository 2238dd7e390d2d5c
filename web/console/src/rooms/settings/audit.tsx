/** What staff did, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common, Empty, Failure, Loading } from "@tessera/shared/screen";
import { Button, Select } from "antd";
import { useState } from "react";
import { useNames } from "../../program/reading.ts";
import { Moment } from "../../shell/moment.tsx";
import { Wide } from "../../shell/wide.tsx";
import { actions } from "./action-words.ts";
import { words } from "./people-words.ts";
import { useStaff } from "./staff.tsx";
import { Target, useStaffName } from "./target.tsx";

const PAGE = 100;

export function Audit() {
  const t = useWords(words);
  const staff = useStaff();
  const [by, setBy] = useState<string>();
  const [action, setAction] = useState<string>();
  const names = useWords(actions);
  const list = useInfiniteQuery({
    queryKey: ["audit", by, action],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/audit", {
          params: {
            query: {
              limit: PAGE,
              ...(pageParam ? { after: pageParam } : {}),
              ...(by ? { staff: by } : {}),
              ...(action ? { action } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.audit}</h2>
          <p className="quiet">{t.auditHelp}</p>
        </div>
        <div className="actions">
          <Select
            aria-label={t.who}
            allowClear
            placeholder={t.anyone}
            value={by}
            onChange={setBy}
            options={staff.data?.map(({ id, display_name }) => ({ value: id, label: display_name })) ?? []}
            style={{ width: 150 }}
          />
          <Select
            aria-label={t.action}
            allowClear
            placeholder={t.anything}
            value={action}
            onChange={setAction}
            showSearch={{ optionFilterProp: "label" }}
            popupMatchSelectWidth={false}
            options={Object.entries(names).map(([value, label]) => ({ value, label }))}
            style={{ width: 190 }}
          />
        </div>
      </div>
      {list.isPending && <Loading lines={8} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <Empty title={by || action ? t.noAudit : t.noAuditYet} />}
      {items.length > 0 && <Table items={items} />}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} style={{ marginTop: 12 }}>
          {t.more}
        </Button>
      )}
    </section>
  );
}

function Table({ items }: { items: Said<"AuditItem">[] }) {
  const t = useWords(words);
  const c = useWords(common);
  const names = useWords(actions);
  const { zone } = useNames();
  const staffName = useStaffName();
  return (
    <Wide label={t.audit}>
      <table className="book">
        <thead>
          <tr>
            <th>{t.at}</th>
            <th>{t.who}</th>
            <th>{t.action}</th>
            <th>{t.target}</th>
            <th className="right">{t.result}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} title={`${t.request} ${item.request_id}`}>
              <td>
                <Moment at={item.at} zone={zone} />
              </td>
              <td className="nowrap">
                <span className="as-written" title={item.name}>
                  {staffName(item.staff, item.name) || t.program}
                </span>{" "}
                <small className="quiet">{item.role && (c.roles[item.role] ?? item.role)}</small>
              </td>
              <td>
                <span title={item.action}>{names[item.action] ?? <code>{item.action}</code>}</span>
                {item.reason && <div className="soft as-written">{item.reason}</div>}
              </td>
              <td>
                <Target item={item} />
              </td>
              <td className="right">
                <Result status={item.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** What became of it: an HTTP status, or 0 where that was never written down. */
function Result({ status }: { status: number }) {
  const t = useWords(words);
  if (status === 202) return <span className="tag said">{t.handedIn}</span>;
  if (status >= 200 && status < 300) return <span className="tag good">{t.succeeded}</span>;
  if (status === 0) return <span className="tag careful">{t.unknownEnd}</span>;
  return (
    <span className="tag bad" title={String(status)}>
      {t.refusedFor(t.refusals[status] ?? (status >= 500 ? t.serverFault : String(status)))}
    </span>
  );
}
