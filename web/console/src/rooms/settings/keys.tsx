import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { App, Button } from "antd";
import { useState } from "react";
import { useNames } from "../../program/reading.ts";
import { Moment } from "../../shell/moment.tsx";
import { Wide } from "../../shell/wide.tsx";
import { useStoreName } from "../../stores.ts";
import { NewKey } from "./new-key.tsx";
import { words } from "./words.ts";

/** The keys of programs: made, listed, revoked. */
export function Keys() {
  const t = useWords(words);
  const [making, setMaking] = useState(false);
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => ask(api.GET("/v1/keys")) });
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.keys}</h2>
          <p className="quiet">{t.keysHelp}</p>
        </div>
        {keys.isSuccess && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t.create}
          </Button>
        )}
      </div>
      {keys.isPending && <Loading lines={4} />}
      {keys.isError && <Failure error={keys.error} retry={() => void keys.refetch()} />}
      {keys.data?.data.length === 0 && <Empty title={t.none} />}
      {keys.data && keys.data.data.length > 0 && <Table keys={keys.data.data} />}
      {making && <NewKey onClose={() => setMaking(false)} />}
    </section>
  );
}

function Table({ keys }: { keys: Said<"Key">[] }) {
  const t = useWords(words);
  return (
    <Wide label={t.keys}>
      <table className="book">
        <thead>
          <tr>
            <th>{t.name}</th>
            <th>{t.scopes}</th>
            <th>{t.store}</th>
            <th>{t.made}</th>
            <th>{t.state}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Row name={key} key={key.id} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Row({ name: key }: { name: Said<"Key"> }) {
  const t = useWords(words);
  const { zone } = useNames();
  const storeName = useStoreName();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const scopes = useQuery({ queryKey: ["scopes"], queryFn: async () => (await ask(api.GET("/v1/scopes"))).data });
  const labels = new Map(scopes.data?.map(({ scope, label }) => [scope, label]));
  const isAll = scopes.data !== undefined && key.scopes.length >= scopes.data.length;
  const revoke = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/keys/{key}", { params: { path: { key: key.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
    onError: (error) => void message.error(problemOf(error).message),
  });
  const asked = () =>
    modal.confirm({
      title: t.revokeAsk(key.name),
      content: t.revokeHelp,
      okText: t.revoke,
      cancelText: t.cancel,
      okButtonProps: { danger: true },
      onOk: () => revoke.mutateAsync().catch(() => undefined),
    });
  return (
    <tr>
      <td className="as-written">
        {key.name}
        <div className="quiet nowrap">
          <code title={t.hint}>{key.hint}…</code>
        </div>
      </td>
      <td className="soft" style={{ minWidth: 160 }}>
        {isAll ? (
          <span title={key.scopes.join("\n")}>{t.all}</span>
        ) : (
          <span title={key.scopes.join("\n")}>
            {key.scopes.map((scope) => labels.get(scope) ?? scope).join(t.between)}
          </span>
        )}
      </td>
      <td className="nowrap as-written">{key.store ? storeName(key.store) : "–"}</td>
      <td>
        <Moment at={key.created_at} zone={zone} />
      </td>
      <td>{key.revoked_at ? <span className="tag">{t.revoked}</span> : <span className="tag good">{t.live}</span>}</td>
      <td className="right">
        {!key.revoked_at && (
          <button type="button" className="text-button" onClick={() => void asked()}>
            {t.revoke}
          </button>
        )}
      </td>
    </tr>
  );
}
