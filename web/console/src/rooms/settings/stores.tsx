/** The shop's stores. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { zoneInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { App, Button, Form, Input, Modal, Select, Switch } from "antd";
import { useState } from "react";
import { useNames } from "../../program/reading.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { Wide } from "../../shell/wide.tsx";
import { useStores } from "../../stores.ts";
import { words } from "./people-words.ts";

type Store = Said<"ShopStore">;

export function Stores() {
  const lang = useLang();
  const t = useWords(words);
  const list = useStores();
  const mayEdit = useMay("stores:admin");
  const [editing, setEditing] = useState<Store | "new">();
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.stores}</h2>
          <p className="quiet">{t.storesHelp}</p>
        </div>
        {mayEdit && list.isSuccess && (
          <Button type="primary" onClick={() => setEditing("new")}>
            {t.addStore}
          </Button>
        )}
      </div>
      {list.isPending && <Loading lines={5} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty title={t.noStores} />}
      {list.data && list.data.length > 0 && (
        <Wide label={t.stores}>
          <table className="book">
            <thead>
              <tr>
                <th>{t.name}</th>
                <th>{t.id}</th>
                <th>{t.kind}</th>
                <th>{t.zone}</th>
                <th>{t.state}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {list.data.map((store) => (
                <tr key={store.id}>
                  <td className="as-written">{store.name}</td>
                  <td>
                    <code>{store.id}</code>
                  </td>
                  <td>{t.kinds[store.kind] ?? store.kind}</td>
                  <td className="soft">{zoneInWords(store.zone, lang)}</td>
                  <td>
                    <span className={store.active ? "tag good" : "tag"}>{store.active ? t.active : t.closed}</span>
                  </td>
                  <td className="right">
                    {mayEdit && (
                      <button type="button" className="text-button" onClick={() => setEditing(store)}>
                        {t.edit}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {editing && <EditStore store={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

function EditStore({ store, onClose }: { store: Store | undefined; onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const { zone } = useNames();
  const save = useMutation({
    mutationFn: ({ id, ...rest }: Store) => {
      const params = { path: { store: (store?.id ?? id).trim() } };
      return ask(api.PUT("/v1/stores/{store}", { params, body: rest }));
    },
    onSuccess: async () => {
      void message.success(t.saved);
      onClose();
      // Sentences everywhere name stores.
      await client.invalidateQueries();
    },
  });
  return (
    <Modal open title={store ? t.editStore : t.addStore} footer={null} onCancel={onClose} destroyOnHidden>
      <SendForm<Store>
        initialValues={store ?? { zone, kind: "own", active: true }}
        send={save}
        ok={t.save}
        onCancel={onClose}
      >
        <Form.Item
          name="id"
          label={t.id}
          extra={t.idHelp}
          rules={[{ required: true, pattern: /^[\w.-]{1,64}$/, message: t.idMissing }]}
        >
          <Input className="mono" disabled={store !== undefined} maxLength={64} autoFocus={!store} />
        </Form.Item>
        <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.nameMissing }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="kind" label={t.kind}>
          <Select options={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="zone" label={t.zone} rules={[{ required: true, whitespace: true }]}>
          <Input className="mono" maxLength={60} />
        </Form.Item>
        <Form.Item name="active" label={t.active} valuePropName="checked">
          <Switch />
        </Form.Item>
      </SendForm>
    </Modal>
  );
}
