/** What staff do for, or to, a member. Each stands there for whom the server would let. */
import { useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { may, useWho } from "@tessera/shared/session";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { Reason } from "../../people/reason.tsx";
import type { Names } from "../../program/reading.ts";
import { save } from "../../saving.ts";
import { Adjust } from "./adjust.tsx";
import { LateOrder } from "./late-order.tsx";
import { words } from "./person-words.ts";

type Act = "adjust" | "late" | "block" | "unblock" | "export" | "erase";

export function Acts({ member, names }: { member: Said<"Member">; names: Names }) {
  const t = useWords(words);
  const who = useWho();
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const isErased = member.status === "erased";
  const more: Act[] = [
    ...(may(who, "orders:write") && !isErased ? ["late" as const] : []),
    ...(may(who, "ledger:adjust") && !isErased
      ? [member.status === "blocked" ? ("unblock" as const) : ("block" as const)]
      : []),
    ...(may(who, "members:read_pii") && !isErased ? ["export" as const] : []),
    ...(may(who, "members:erase") && !isErased ? ["erase" as const] : []),
  ];
  return (
    <div className="actions member-acts">
      {may(who, "ledger:adjust") && <Button onClick={() => setAct("adjust")}>{t.adjust}</Button>}
      {more.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: more.map((key) => ({ key, label: t[key], danger: key === "erase", onClick: () => setAct(key) })),
          }}
        >
          <Button>{t.more}</Button>
        </Dropdown>
      )}
      {act === "adjust" && <Adjust member={member} names={names} onClose={close} />}
      {act === "late" && <LateOrder member={member} names={names} onClose={close} />}
      {(act === "block" || act === "unblock" || act === "export" || act === "erase") && (
        <WithReason act={act} member={member.id} onClose={close} />
      )}
    </div>
  );
}

interface WithReasonProps {
  act: "block" | "unblock" | "export" | "erase";
  member: string;
  onClose: () => void;
}

function WithReason({ act, member, onClose }: WithReasonProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { path: { member } };
  const run = async (reason: string): Promise<unknown> => {
    const body = { reason };
    switch (act) {
      case "block":
        return ask(api.POST("/v1/members/{member}/block", { params, body }));
      case "unblock":
        return ask(api.POST("/v1/members/{member}/unblock", { params, body }));
      case "erase":
        return ask(api.POST("/v1/members/{member}/erase", { params, body }));
      case "export": {
        const all = await ask(api.POST("/v1/members/{member}/personal-data", { params, body }));
        return save(`${member}.json`, "application/json", JSON.stringify(all, null, 2));
      }
    }
  };
  return (
    <Reason
      title={t[`${act}Title`]}
      about={t[`${act}Help`]}
      act={t[act]}
      isDangerous={act === "erase" || act === "block"}
      {...(act === "erase" ? { confirm: "ERASE" } : {})}
      run={run}
      onClose={onClose}
      onDone={() => {
        void message.success(t.done);
        onClose();
        void client.invalidateQueries({ queryKey: ["member"] });
        void client.invalidateQueries({ queryKey: ["members"] });
      }}
    />
  );
}
