import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { minor } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { App, Form, Input, Modal, Select } from "antd";
import type { Names } from "../../program/reading.ts";
import { useRefusal, useSending } from "../../sending.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./person-words.ts";
import { ToApprovals } from "./to-approvals.tsx";

interface AdjustProps {
  member: Said<"Member">;
  names: Names;
  onClose: () => void;
}

interface Wish {
  wallet: string;
  units: string;
  reason: string;
}

/** Gives or takes units by hand. Above the limit it waits for a second person. */
export function Adjust({ member, names, onClose }: AdjustProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const sending = useSending("adj");
  const refusal = useRefusal();
  const decimals = () => names.wallet(form.getFieldValue("wallet")).decimals;
  const adjust = useMutation({
    mutationFn: ({ wallet, units, reason }: Wish) =>
      sending((stamp) =>
        ask(
          api.POST("/v1/adjustments", {
            body: {
              ...stamp,
              member: member.id,
              wallet,
              units: minor(units, decimals()) ?? 0,
              reason: reason.trim(),
            },
          }),
        ),
      ),
    onSuccess: async (answer) => {
      if ("approval" in answer) return client.invalidateQueries({ queryKey: ["approvals"] });
      void message.success(t.adjusted);
      onClose();
      await client.invalidateQueries();
    },
  });
  const isWaiting = adjust.data && "approval" in adjust.data;
  return (
    <Modal open title={t.adjustTitle} footer={null} onCancel={onClose} destroyOnHidden>
      {isWaiting ? (
        <ToApprovals onClose={onClose} />
      ) : (
        <SendForm<Wish>
          form={form}
          initialValues={{ wallet: member.wallets[0]?.wallet }}
          send={adjust}
          refusal={refusal}
          ok={t.adjustOk}
          onCancel={onClose}
        >
          <Form.Item name="wallet" label={t.wallet}>
            <Select options={member.wallets.map(({ wallet, label }) => ({ value: wallet, label: label || wallet }))} />
          </Form.Item>
          <Form.Item
            name="units"
            label={t.units}
            extra={t.unitsHelp}
            rules={[
              {
                validator: (_, text: string | undefined) =>
                  minor(text ?? "", decimals()) ? Promise.resolve() : Promise.reject(t.unitsWrong),
              },
            ]}
          >
            <Input inputMode="numeric" autoFocus maxLength={18} />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t.reason}
            extra={t.reasonHelp}
            rules={[{ required: true, whitespace: true, message: t.reasonMissing }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </SendForm>
      )}
    </Modal>
  );
}
