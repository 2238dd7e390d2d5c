import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Failure } from "@tessera/shared/screen";
import { Button, Form, Input, Modal, Select, Typography } from "antd";
import { SendForm } from "../../shell/send-form.tsx";
import { useStoreChoice } from "../../stores.ts";
import { words } from "./words.ts";

interface Wish {
  name: string;
  scopes: string[];
  store?: string;
}

/** Makes a key and shows it, once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const stores = useStoreChoice();
  const scopes = useQuery({ queryKey: ["scopes"], queryFn: async () => (await ask(api.GET("/v1/scopes"))).data });
  const make = useMutation({
    mutationFn: ({ name, scopes, store }: Wish) =>
      ask(api.POST("/v1/keys", { body: { name, scopes, ...(store?.trim() ? { store: store.trim() } : {}) } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
  const [form] = Form.useForm<Wish>();
  const store = Form.useWatch("store", form);
  /** What a key of one store is never given, by the server's word. */
  const barred = new Set(scopes.data?.flatMap(({ scope, never_at_a_till }) => (never_at_a_till ? [scope] : [])));
  if (make.data) {
    return (
      <Modal
        open
        title={t.made1}
        footer={<Button onClick={onClose}>{t.done}</Button>}
        onCancel={onClose}
        mask={{ closable: false }}
      >
        <p className="soft">{t.made2}</p>
        <Typography.Paragraph className="mono wrap" copyable style={{ marginTop: 12 }}>
          {make.data.secret}
        </Typography.Paragraph>
      </Modal>
    );
  }
  return (
    <Modal open title={t.create} footer={null} onCancel={onClose} destroyOnHidden>
      <SendForm<Wish>
        form={form}
        initialValues={{ scopes: ["members:read", "quotes:write", "orders:write", "orders:refund"] }}
        send={make}
        ok={t.createOk}
        onCancel={onClose}
      >
        <Form.Item
          name="name"
          label={t.name}
          extra={t.nameHelp}
          rules={[{ required: true, whitespace: true, message: t.nameMissing }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        {scopes.isError && <Failure error={scopes.error} retry={() => void scopes.refetch()} />}
        <Form.Item
          name="scopes"
          label={t.scopes}
          dependencies={["store"]}
          rules={[
            { required: true, message: t.scopesMissing },
            {
              validator: (_, chosen: string[] = []) =>
                store && chosen.some((scope) => barred.has(scope)) ? Promise.reject(t.neverAtATill) : Promise.resolve(),
            },
          ]}
        >
          <Select
            mode="multiple"
            loading={scopes.isPending}
            showSearch={{ optionFilterProp: "label" }}
            options={
              scopes.data?.map(({ scope, label }) => ({
                value: scope,
                label: `${label} ${scope}`,
                disabled: Boolean(store) && barred.has(scope),
              })) ?? []
            }
          />
        </Form.Item>
        <Form.Item name="store" label={t.store} extra={t.storeHelp}>
          <Select allowClear options={stores} placeholder={t.anyStore} showSearch={{ optionFilterProp: "label" }} />
        </Form.Item>
      </SendForm>
    </Modal>
  );
}
