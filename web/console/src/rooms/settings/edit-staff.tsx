import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common } from "@tessera/shared/screen";
import { App, Form, Input, Modal, Select } from "antd";
import { SendForm } from "../../shell/send-form.tsx";
import { useStoreChoice } from "../../stores.ts";
import type { Invited } from "./invite-link.tsx";
import { words } from "./people-words.ts";

interface Wish {
  name: string;
  display_name: string;
  role: string;
  store?: string | null;
}

interface EditStaffProps {
  staff: Said<"Staff"> | undefined;
  onClose: () => void;
  onInvited: (invited: Invited) => void;
}

/** Invites somebody, or changes what somebody is. */
export function EditStaff({ staff, onClose, onInvited }: EditStaffProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const save = useMutation({
    mutationFn: async ({ name, display_name, role, store }: Wish): Promise<Invited | undefined> => {
      if (staff) {
        const body = { display_name: display_name.trim(), role, store: store ?? null };
        await ask(api.PATCH("/v1/staff/{staff}", { params: { path: { staff: staff.id } }, body }));
        return undefined;
      }
      const body = { name: name.trim(), display_name: display_name.trim(), role, ...(store ? { store } : {}) };
      const { invitation, expires_at } = await ask(api.POST("/v1/staff", { body }));
      return { name: display_name, invitation, expires_at };
    },
    onSuccess: async (invited) => {
      onClose();
      if (invited) onInvited(invited);
      else void message.success(t.saved);
      await client.invalidateQueries({ queryKey: ["staff"] });
    },
  });
  const refusal = (error: unknown) => {
    const { message, faults } = problemOf(error);
    return [message, ...faults.map(({ detail }) => detail).filter((detail) => detail !== message)].join(" ");
  };
  return (
    <Modal open title={staff ? t.editStaff : t.addStaff} footer={null} onCancel={onClose} destroyOnHidden>
      <SendForm<Wish>
        form={form}
        initialValues={staff ?? {}}
        send={save}
        ok={staff ? t.save : t.invite}
        onCancel={onClose}
        refusal={refusal}
      >
        <Form.Item
          name="display_name"
          label={t.display}
          rules={[{ required: true, whitespace: true, message: t.displayMissing }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        {!staff && (
          <Form.Item
            name="name"
            label={t.login}
            extra={t.loginHelp}
            rules={[{ required: true, whitespace: true, message: t.loginMissing }]}
          >
            <Input className="mono" autoCapitalize="none" spellCheck={false} autoComplete="off" maxLength={64} />
          </Form.Item>
        )}
        <RoleAndStore />
      </SendForm>
    </Modal>
  );
}

/** The role, what it may do, and the store that some roles need. */
function RoleAndStore() {
  const t = useWords(words);
  const c = useWords(common);
  const stores = useStoreChoice();
  const roles = useQuery({ queryKey: ["roles"], queryFn: async () => (await ask(api.GET("/v1/roles"))).data });
  const scopes = useQuery({ queryKey: ["scopes"], queryFn: async () => (await ask(api.GET("/v1/scopes"))).data });
  const chosen = Form.useWatch<string>("role");
  const role = roles.data?.find((known) => known.role === chosen);
  const labels = new Map(scopes.data?.map(({ scope, label }) => [scope, label]));
  return (
    <>
      <Form.Item name="role" label={t.role} rules={[{ required: true, message: t.roleMissing }]}>
        <Select
          loading={roles.isPending}
          options={roles.data?.map((known) => ({ value: known.role, label: c.roles[known.role] ?? known.label })) ?? []}
        />
      </Form.Item>
      {role && (
        <p className="quiet role-scopes">
          {t.maydo(role.scopes.map((scope) => labels.get(scope) ?? scope).join(" · "))}
        </p>
      )}
      <Form.Item name="store" label={t.store} rules={role?.bound ? [{ required: true, message: t.storeMissing }] : []}>
        <Select
          options={stores}
          allowClear
          placeholder={role?.bound ? t.chooseStore : t.allStores}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
    </>
  );
}
