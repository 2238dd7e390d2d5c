/** Asks why before something is done that the audit log keeps with its reason. */
import { useMutation } from "@tanstack/react-query";
import { catalog, useWords } from "@tessera/shared/i18n";
import { Form, Input, Modal } from "antd";
import { SendForm } from "../shell/send-form.tsx";

const words = catalog(
  {
    reason: "原因",
    help: "和操作人的名字一起记入审计日志。不要写手机号等个人信息。",
    missing: "请写明原因。",
    cancel: "取消",
    typed: (text: string) => `请输入 ${text} 以确认`,
    differs: "与要求的不一样。",
  },
  {
    reason: "Reason",
    help: "Kept in the audit log with your name. No phone numbers or other personal data.",
    missing: "Say why.",
    cancel: "Cancel",
    typed: (text) => `Type ${text} to confirm`,
    differs: "That is not it.",
  },
);

interface ReasonProps {
  title: string;
  about: string;
  act: string;
  isDangerous?: boolean;
  /** What has to be typed before it is done. */
  confirm?: string;
  run: (reason: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

export function Reason({ title, about, act, isDangerous = false, confirm, run, onDone, onClose }: ReasonProps) {
  const t = useWords(words);
  const doing = useMutation({ mutationFn: ({ reason }: { reason: string }) => run(reason.trim()), onSuccess: onDone });
  return (
    <Modal open title={title} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="soft" style={{ marginBottom: 14 }}>
        {about}
      </p>
      <SendForm send={doing} ok={act} button={{ type: "primary", danger: isDangerous }} onCancel={onClose}>
        <Form.Item
          name="reason"
          label={t.reason}
          extra={t.help}
          rules={[{ required: true, whitespace: true, message: t.missing }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
        {confirm && (
          <Form.Item
            name="confirm"
            label={t.typed(confirm)}
            rules={[{ validator: (_, text) => (text === confirm ? Promise.resolve() : Promise.reject(t.differs)) }]}
          >
            <Input className="mono" autoComplete="off" spellCheck={false} />
          </Form.Item>
        )}
      </SendForm>
    </Modal>
  );
}
