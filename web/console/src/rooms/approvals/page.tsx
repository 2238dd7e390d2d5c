/** 审批: what waits for a second person, and what was decided. */
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, RoomHead } from "@tessera/shared/screen";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useApprovals } from "../../approvals.ts";
import { useTitle } from "../../shell/title.ts";
import { ApprovalRow } from "./approval.tsx";
import "./approvals.css";
import { words } from "./words.ts";

export function Approvals() {
  const t = useWords(words);
  useTitle(t.title);
  const [status, setStatus] = useState<"waiting" | "done">("waiting");
  const list = useApprovals(status);
  const items = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <RoomHead
        title={t.title}
        about={t.about}
        actions={
          <Segmented
            aria-label={t.title}
            value={status}
            onChange={setStatus}
            options={(["waiting", "done"] as const).map((value) => ({ value, label: t.tabs[value] }))}
          />
        }
      />
      {list.isPending && <Loading lines={6} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <section className="sheet">
          {status === "waiting" ? <Empty title={t.none}>{t.noneHelp}</Empty> : <Empty title={t.noneDone} />}
        </section>
      )}
      <div className="stack">
        {items.map((approval) => (
          <ApprovalRow key={approval.id} approval={approval} />
        ))}
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        )}
      </div>
    </>
  );
}
