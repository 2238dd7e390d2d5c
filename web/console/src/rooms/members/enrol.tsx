import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { useWho } from "@tessera/shared/session";
import { App, Form, Input, Modal, Select } from "antd";
import { birthdayOf } from "../../people/birthday.ts";
import { useRefusal, useSending } from "../../sending.ts";
import { SendForm } from "../../shell/send-form.tsx";
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
export function Enrol({ phone, onClose }: { phone?: string; onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const go = useNavigate();
  const { message } = App.useApp();
  const who = useWho();
  const stores = useStoreChoice();
  const [form] = Form.useForm<Wish>();
  const sending = useSending("join");
  const refusal = useRefusal();
  const enrol = useMutation({
    mutationFn: (wish: Wish) => {
      const filled = Object.fromEntries(
        FIELDS.flatMap((field) => {
          const typed = wish[field]?.trim();
          return typed ? [[field, field === "birthday" ? birthdayOf(typed) : typed]] : [];
        }),
      );
      return sending((stamp) => ask(api.POST("/v1/members", { body: { ...stamp, channel: "console", ...filled } })));
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
  /** Where a field says it already, nothing is said below. */
  const elsewhere = (error: unknown) => {
    const { faults } = problemOf(error);
    return faults.some(({ pointer }) => FIELDS.some((field) => pointer === `/${field}`)) ? null : refusal(error);
  };
  return (
    <Modal open title={t.enrol} footer={null} onCancel={onClose} destroyOnHidden>
      <SendForm<Wish>
        form={form}
        send={enrol}
        ok={t.enrolOk}
        onCancel={onClose}
        refusal={elsewhere}
        initialValues={{
          phone,
          home_store: who && who.kind !== "member" ? (who.store ?? undefined) : undefined,
        }}
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
      </SendForm>
    </Modal>
  );
}
