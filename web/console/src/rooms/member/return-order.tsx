import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { minor, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { App, Checkbox, Form, Input, Modal, Radio } from "antd";
import { useMemo } from "react";
import type { Names } from "../../program/reading.ts";
import { useRefusal, useSending } from "../../sending.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./person-words.ts";
import { type Returned, ReturnPreview } from "./return-preview.tsx";
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

/** What comes back by what was chosen so far. */
function returnedOf(
  { how, lines = [], amount }: Wish,
  { lines: all, total }: Paid["data"],
  decimals: number,
): Returned {
  const of = (ids: string[]) => ids.map((line_id) => ({ line_id }));
  const money = (amount: number | undefined) =>
    amount === undefined ? {} : { amount: { amount, currency: total.currency } };
  if (how === "amount") return { lines: [], ...money(minor(amount ?? "", decimals)) };
  if (how === "lines") return { lines: of(lines) };
  // An order without lines comes back by its price.
  return all.length === 0 ? { lines: [], ...money(total.amount) } : { lines: of(all.map(({ line_id }) => line_id)) };
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
  const reference = `ext:${order.event_id}`;
  const chosen = Form.useWatch(({ how, lines, amount }: Wish): Wish => ({ how, lines, amount }), form);
  const how = chosen?.how;
  const returned = useMemo(
    () => returnedOf(chosen ?? { how: "whole" }, order.data, names.decimals),
    [chosen, order.data, names.decimals],
  );
  const send = useMutation({
    mutationFn: (wish: Wish) =>
      sending((stamp) =>
        ask(
          api.POST("/v1/orders/{order}/returns", {
            params: { path: { order: reference } },
            body: {
              ...stamp,
              ...returnedOf(wish, order.data, names.decimals),
              ...(wish.reason?.trim() ? { reason: wish.reason.trim() } : {}),
            },
          }),
        ),
      ),
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
        <ReturnPreview order={reference} returned={returned} names={names} />
      </SendForm>
    </Modal>
  );
}
