import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { useWho } from "@tessera/shared/session";
import { Alert, App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { freshId } from "../../fresh-id.ts";
import { useStoreChoice } from "../../stores.ts";
import { words } from "./words.ts";

interface Wish {
  phone?: string;
  name?: string;
  email?: string;
  birthday?: string;
  ext_id?: string;
  home_store?: string;
}

const FIELDS = ["phone", "name", "email", "birthday", "ext_id", "home_store"] as const;

/** Enrols a member; somebody who is one already is shown instead. */
export function Enrol({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const go = useNavigate();
  const { message } = App.useApp();
  const who = useWho();
  const stores = useStoreChoice();
  const [form] = Form.useForm<Wish>();
  const [eventId] = useState(() => freshId("join"));
  const enrol = useMutation({
    mutationFn: (wish: Wish) => {
      const filled = Object.fromEntries(
        FIELDS.flatMap((field) => (wish[field]?.trim() ? [[field, wish[field]?.trim()]] : [])),
      );
      return ask(
        api.POST("/v1/members", {
          body: { event_id: eventId, occurred_at: new Date().toISOString(), channel: "console", ...filled },
        }),
      );
    },
    onSuccess: async ({ id, existing }) => {
      await client.invalidateQueries({ queryKey: ["members"] });
      void (existing ? message.info(t.isMember) : message.success(t.enrolled));
      onClose();
      await go({ to: "/members/$member", params: { member: id } });
    },
    onError: (error) => {
      const { faults } = problemOf(error);
      form.setFields(
        FIELDS.flatMap((field) => {
          const fault = faults.find(({ pointer }) => pointer === `/${field}`);
          return fault ? [{ name: field, errors: [fault.detail] }] : [];
        }),
      );
    },
  });
  const problem = enrol.isError ? problemOf(enrol.error) : undefined;
  const isElsewhere = problem && !problem.faults.some(({ pointer }) => FIELDS.some((field) => pointer === `/${field}`));
  return (
    <Modal open title={t.enrol} footer={null} onCancel={onClose} destroyOnHidden>
      <Form<Wish>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(wish) => enrol.mutate(wish)}
        initialValues={{ home_store: who && who.kind !== "member" ? (who.store ?? undefined) : undefined }}
      >
        <Form.Item name="phone" label={t.columns.phone} extra={t.phoneHelp}>
          <Input inputMode="tel" autoFocus autoComplete="off" maxLength={24} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="name" label={t.columns.name}>
            <Input autoComplete="off" maxLength={60} />
          </Form.Item>
          <Form.Item name="birthday" label={t.birthday} extra={t.birthdayHelp}>
            <Input autoComplete="off" maxLength={10} placeholder="1991-08-15" />
          </Form.Item>
          <Form.Item name="email" label={t.email}>
            <Input inputMode="email" autoComplete="off" maxLength={120} />
          </Form.Item>
          <Form.Item name="ext_id" label={t.number} extra={t.numberHelp}>
            <Input autoComplete="off" maxLength={64} />
          </Form.Item>
        </div>
        <Form.Item name="home_store" label={t.store}>
          <Select options={stores} allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t.noStore} />
        </Form.Item>
        {isElsewhere && <Alert type="error" showIcon title={problem.message} style={{ marginBottom: 16 }} />}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={enrol.isPending}>
            {t.enrolOk}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Modal>
  );
}
