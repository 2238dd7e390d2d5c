import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Alert, Button, Form, Input, Modal, Select, Typography } from "antd";
import { words } from "./words.ts";

/** What a key may do, as the API names it. */
const SCOPES = [
  "quotes:write",
  "orders:write",
  "orders:refund",
  "members:read",
  "members:write",
  "ledger:adjust",
  "imports:write",
  "exports:create",
  "figures:read",
  "programs:read",
  "programs:write",
  "keys:admin",
  "webhooks:admin",
];

interface Wish {
  name: string;
  scopes: string[];
  store?: string;
}

/** Makes a key and shows it, once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: ({ name, scopes, store }: Wish) =>
      ask(api.POST("/v1/keys", { body: { name, scopes, ...(store?.trim() ? { store: store.trim() } : {}) } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
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
      <Form<Wish>
        layout="vertical"
        requiredMark={false}
        onFinish={(wish) => make.mutate(wish)}
        initialValues={{ scopes: ["members:read", "quotes:write", "orders:write", "orders:refund"] }}
      >
        <Form.Item
          name="name"
          label={t.name}
          extra={t.nameHelp}
          rules={[{ required: true, whitespace: true, message: t.nameMissing }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="scopes" label={t.scopes} rules={[{ required: true, message: t.scopesMissing }]}>
          <Select mode="multiple" options={SCOPES.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="store" label={t.store} extra={t.storeHelp}>
          <Input maxLength={64} />
        </Form.Item>
        {make.isError && (
          <Alert type="error" showIcon title={problemOf(make.error).message} style={{ marginBottom: 16 }} />
        )}
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t.createOk}
        </Button>
      </Form>
    </Modal>
  );
}
