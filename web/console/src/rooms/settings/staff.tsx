/** Who works here: invited by a link, with a role, for all stores or one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common, Failure, Loading } from "@tessera/shared/screen";
import { useWho } from "@tessera/shared/session";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useNames } from "../../program/reading.ts";
import { Moment } from "../../shell/moment.tsx";
import { Wide } from "../../shell/wide.tsx";
import { useStoreName } from "../../stores.ts";
import { EditStaff } from "./edit-staff.tsx";
import { type Invited, InviteLink } from "./invite-link.tsx";
import { words } from "./people-words.ts";

type Staff = Said<"Staff">;

export function useStaff() {
  return useQuery({
    queryKey: ["staff"],
    retry: false,
    queryFn: async () => (await ask(api.GET("/v1/staff"))).data,
  });
}

export function StaffList() {
  const t = useWords(words);
  const list = useStaff();
  const [editing, setEditing] = useState<Staff | "new">();
  const [invited, setInvited] = useState<Invited>();
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.staff}</h2>
          <p className="quiet">{t.staffHelp}</p>
        </div>
        {list.isSuccess && (
          <Button type="primary" onClick={() => setEditing("new")}>
            {t.addStaff}
          </Button>
        )}
      </div>
      {list.isPending && <Loading lines={5} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && (
        <Wide label={t.staff}>
          <table className="book">
            <thead>
              <tr>
                <th>{t.display}</th>
                <th>{t.role}</th>
                <th>{t.store}</th>
                <th>{t.state}</th>
                <th>{t.totp}</th>
                <th>{t.seen}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {list.data.map((staff) => (
                <Row key={staff.id} staff={staff} onEdit={() => setEditing(staff)} onInvited={setInvited} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {editing && (
        <EditStaff
          staff={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onInvited={setInvited}
        />
      )}
      {invited && <InviteLink invited={invited} onClose={() => setInvited(undefined)} />}
    </section>
  );
}

const TONE: Record<string, string> = { invited: "said", active: "good", disabled: "" };

interface RowProps {
  staff: Staff;
  onEdit: () => void;
  onInvited: (invited: Invited) => void;
}

function Row({ staff, onEdit, onInvited }: RowProps) {
  const t = useWords(words);
  const c = useWords(common);
  const who = useWho();
  const { zone } = useNames();
  const storeName = useStoreName();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const isMe = who?.kind === "staff" && who.id === staff.id;
  const params = { path: { staff: staff.id } };
  const change = useMutation({
    mutationFn: (status: "active" | "disabled") => ask(api.PATCH("/v1/staff/{staff}", { params, body: { status } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["staff"] }),
    onError: (error) => void message.error(problemOf(error).message),
  });
  const link = useMutation({
    mutationFn: () => ask(api.POST("/v1/staff/{staff}/invitation", { params })),
    onSuccess: (invitation) => onInvited({ name: staff.display_name, ...invitation }),
    onError: (error) => void message.error(problemOf(error).message),
  });
  const disable = () =>
    void modal.confirm({
      title: t.disableAsk(staff.display_name),
      content: t.disableHelp,
      okText: t.disable,
      cancelText: t.cancel,
      okButtonProps: { danger: true },
      onOk: () => change.mutateAsync("disabled").catch(() => undefined),
    });
  const acts = [
    { key: "edit", label: t.edit, onClick: onEdit },
    ...(staff.status === "disabled" ? [] : [{ key: "link", label: t.newLink, onClick: () => link.mutate() }]),
    ...(isMe
      ? []
      : staff.status === "disabled"
        ? [{ key: "enable", label: t.enable, onClick: () => change.mutate("active") }]
        : [{ key: "disable", label: t.disable, danger: true, onClick: disable }]),
  ];
  return (
    <tr>
      <td className="as-written">
        <span className="nowrap">
          {staff.display_name} {isMe && <span className="tag">{t.you}</span>}
        </span>
        <div className="quiet">
          <code title={t.login}>{staff.name}</code>
        </div>
      </td>
      <td className="nowrap">{c.roles[staff.role] ?? staff.role}</td>
      <td className="nowrap as-written">
        {staff.store ? storeName(staff.store) : <span className="quiet not-written">{t.allStores}</span>}
      </td>
      <td>
        <span className={`tag ${TONE[staff.status] ?? ""}`}>{t.status[staff.status] ?? staff.status}</span>
      </td>
      <td>{staff.totp ? "✓" : <span className="quiet">–</span>}</td>
      <td className="nowrap soft">{staff.last_seen_at ? <Moment at={staff.last_seen_at} zone={zone} /> : t.never}</td>
      <td className="right">
        <Dropdown trigger={["click"]} menu={{ items: acts }}>
          <button type="button" className="text-button part-more" aria-label={`${staff.name}…`}>
            ⋯
          </button>
        </Dropdown>
      </td>
    </tr>
  );
}
