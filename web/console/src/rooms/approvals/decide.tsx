import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { App, Form, Input, Modal } from "antd";
import { SendForm } from "../../shell/send-form.tsx";
import { Headline } from "./approval.tsx";
import { Matter } from "./matter.tsx";
import { words } from "./words.ts";

interface DecideProps {
  approval: Said<"Approval">;
  decision: "approve" | "reject";
  onClose: () => void;
}

/** Approves or rejects, with a comment. */
export function Decide({ approval, decision, onClose }: DecideProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const isApproval = decision === "approve";
  const decide = useMutation({
    mutationFn: ({ comment = "" }: { comment?: string }) => {
      const params = { path: { approval: approval.id } };
      const said = comment.trim();
      return isApproval
        ? ask(api.POST("/v1/approvals/{approval}/approve", { params, body: said ? { comment: said } : {} }))
        : ask(api.POST("/v1/approvals/{approval}/reject", { params, body: { comment: said } }));
    },
    onSuccess: async (decided) => {
      if (decided.status === "failed") void message.error(t.failed(decided.comment ?? ""));
      else void message.success(isApproval ? t.approved : t.rejected);
      onClose();
      // What was approved may have changed a member, the books or the program.
      await client.invalidateQueries();
    },
  });
  /** What could not be decided may wait no longer. */
  const close = () => {
    onClose();
    if (decide.isError) void client.invalidateQueries({ queryKey: ["approvals"] });
  };
  return (
    <Modal open title={isApproval ? t.approveAsk : t.rejectAsk} footer={null} onCancel={close} destroyOnHidden>
      <p className="as-written" style={{ marginBottom: 12 }}>
        <Headline approval={approval} />
      </p>
      <Matter approval={approval} />
      <SendForm
        send={decide}
        ok={isApproval ? t.approve : t.reject}
        button={{ type: "primary", danger: !isApproval }}
        onCancel={close}
      >
        <Form.Item
          name="comment"
          label={isApproval ? t.commentOptional : t.comment}
          extra={isApproval ? t.approveHelp : undefined}
          rules={isApproval ? [] : [{ required: true, whitespace: true, message: t.commentMissing }]}
        >
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
      </SendForm>
    </Modal>
  );
}
