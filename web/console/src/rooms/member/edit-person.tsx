import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { App, Checkbox, Form, Input, Modal } from "antd";
import { birthdayOf } from "../../people/birthday.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./person-words.ts";

const FIELDS = ["phone", "name", "birthday", "email"] as const;
type Field = (typeof FIELDS)[number];
type Wish = Partial<Record<Field, string>> & { drop?: Partial<Record<Field, boolean>>; reason?: string };

/** What becomes of a field: `undefined` stays as it is, `null` goes. */
function wished(wish: Wish, field: Field): string | null | undefined {
  return wish.drop?.[field] ? null : wish[field]?.trim() || undefined;
}

/** Changes what is kept about the person. What is there is not shown: only what is typed is sent. */
export function EditPerson({ member, onClose }: { member: Said<"Member">; onClose: () => void }) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const wish = Form.useWatch([], form) as Wish | undefined;
  const movesPhone = wish !== undefined && wished(wish, "phone") !== undefined;
  const edit = useMutation({
    mutationFn: async (wish: Wish) => {
      const params = { path: { member: member.id } };
      const phone = wished(wish, "phone");
      if (phone !== undefined) {
        const body: Said<"NewPhoneRequest"> = { phone, reason: wish.reason?.trim() };
        await ask(api.POST("/v1/members/{member}/phone", { params, body }));
      }
      const body: Said<"ProfileRequest"> = {};
      for (const field of FIELDS) {
        const typed = field === "phone" ? undefined : wished(wish, field);
        if (typed !== undefined && field !== "phone")
          body[field] = field === "birthday" && typed ? birthdayOf(typed) : typed;
      }
      if (Object.keys(body).length > 0) await ask(api.PATCH("/v1/members/{member}/profile", { params, body }));
    },
    onSuccess: async () => {
      void message.success(t.saved);
      onClose();
      await client.invalidateQueries({ queryKey: ["member"] });
    },
    onError: (error) => {
      const problem = problemOf(error);
      if (problem.code === "phone-taken") form.setFields([{ name: "phone", errors: [t.phoneTaken] }]);
      for (const { pointer, detail } of problem.faults) {
        const field = FIELDS.find((name) => pointer === `/${name}`);
        if (field) form.setFields([{ name: field, errors: [detail] }]);
      }
    },
  });
  /** What no field says already. */
  const elsewhere = (error: unknown) => {
    const { faults, code, message } = problemOf(error);
    return faults.length === 0 && code !== "phone-taken" ? message : null;
  };
  return (
    <Modal open title={t.editTitle} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t.editHelp}
      </p>
      <SendForm<Wish> form={form} send={edit} ok={t.save} onCancel={onClose} refusal={elsewhere}>
        {FIELDS.map((field) => (
          <Form.Item label={t[field]} key={field} htmlFor={field}>
            <div className="joined">
              <Form.Item name={field} noStyle>
                <Input
                  id={field}
                  autoComplete="off"
                  maxLength={120}
                  placeholder={member.profile?.[field] ?? t.keepAsIs}
                />
              </Form.Item>
              {member.profile?.[field] && (
                <Form.Item name={["drop", field]} valuePropName="checked" noStyle>
                  <Checkbox style={{ flex: "none" }}>{t.drop}</Checkbox>
                </Form.Item>
              )}
            </div>
          </Form.Item>
        ))}
        {movesPhone && (
          <Form.Item
            name="reason"
            label={t.phoneReason}
            extra={t.phoneReasonHelp}
            rules={[{ required: true, whitespace: true, message: t.phoneReasonMissing }]}
          >
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        )}
      </SendForm>
    </Modal>
  );
}
