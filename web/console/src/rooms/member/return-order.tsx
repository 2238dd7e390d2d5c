import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { minor, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { App, Checkbox, Form, Input, Modal, Radio } from "antd";
import type { Names } from "../../program/reading.ts";
import { useRefusal, useSending } from "../../sending.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./person-words.ts";
import { ToApprovals } from "./to-approvals.tsx";

type Paid = Extract<Said<"EventItem">, { type: "order_paid" }>;

interface Wish {
  how: "whole" | "lines" | "amount";
  lines?: string[];
  amount?: string;
  reason?: string;
}

interface ReturnOrderProps {
  order: Paid;
  names: Names;
  onClose: () => void;
}

/** Returns an order: whole, some lines of it, or an amount with the goods kept. */
export function ReturnOrder({ order, names, onClose }: ReturnOrderProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const sending = useSending("ret");
  const refusal = useRefusal();
  const [form] = Form.useForm<Wish>();
  const { lines, total } = order.data;
  const how = Form.useWatch("how", form);
  const send = useMutation({
    mutationFn: (wish: Wish) => {
      const amount =
        wish.how === "amount"
          ? minor(wish.amount ?? "", names.decimals)
          : lines.length === 0
            ? total.amount
            : undefined;
      const chosen =
        wish.how === "whole" ? lines.map(({ line_id }) => line_id) : wish.how === "lines" ? (wish.lines ?? []) : [];
      return sending((stamp) =>
        ask(
          api.POST("/v1/orders/{order}/returns", {
            params: { path: { order: `ext:${order.event_id}` } },
            body: {
              ...stamp,
              lines: chosen.map((line_id) => ({ line_id })),
              ...(amount !== undefined ? { amount: { amount, currency: total.currency } } : {}),
              ...(wish.reason?.trim() ? { reason: wish.reason.trim() } : {}),
            },
          }),
        ),
      );
    },
    onSuccess: async (answer) => {
      if ("approval" in answer) return client.invalidateQueries({ queryKey: ["approvals"] });
      void message.success(t.returned);
      onClose();
      await client.invalidateQueries();
    },
  });
  if (send.data && "approval" in send.data) {
    return (
      <Modal open title={t.returnTitle(order.event_id)} footer={null} onCancel={onClose} destroyOnHidden>
        <ToApprovals onClose={onClose} />
      </Modal>
    );
  }
  return (
    <Modal open title={t.returnTitle(order.event_id)} footer={null} onCancel={onClose} destroyOnHidden>
      <SendForm<Wish>
        form={form}
        initialValues={{ how: "whole" }}
        send={send}
        refusal={refusal}
        ok={t.returnOk}
        onCancel={onClose}
      >
        <Form.Item name="how">
          <Radio.Group
            className="return-ways"
            options={[
              { value: "whole", label: `${t.returnWhole} · ${money(total.amount, total.currency, names.decimals)}` },
              ...(lines.length > 0 ? [{ value: "lines", label: t.returnLines }] : []),
              { value: "amount", label: t.returnAmount },
            ]}
          />
        </Form.Item>
        {how === "lines" && (
          <Form.Item name="lines" rules={[{ required: true, message: t.linesMissing }]}>
            <Checkbox.Group
              className="return-ways"
              options={lines.map((line) => ({
                value: line.line_id,
                label: `${line.sku ?? line.line_id} × ${line.quantity} · ${money(line.amount, total.currency, names.decimals)}`,
              }))}
            />
          </Form.Item>
        )}
        {how === "amount" && (
          <Form.Item
            name="amount"
            label={t.amount}
            rules={[
              {
                validator: (_, text: string | undefined) =>
                  (minor(text ?? "", names.decimals) ?? 0) > 0 ? Promise.resolve() : Promise.reject(t.amountWrong),
              },
            ]}
          >
            <Input inputMode="decimal" maxLength={16} />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t.reason}>
          <Input maxLength={200} />
        </Form.Item>
      </SendForm>
    </Modal>
  );
}
