import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { currencyInWords, instantOf, minor, time } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { App, DatePicker, Form, Input, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { Names } from "../../program/reading.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { useStoreChoice } from "../../stores.ts";
import { words } from "./person-words.ts";

interface Wish {
  number: string;
  at: Dayjs;
  amount: string;
  store?: string;
}

interface LateOrderProps {
  member: Said<"Member">;
  names: Names;
  onClose: () => void;
}

/** Records an order under its own number and at its own time. */
export function LateOrder({ member, names, onClose }: LateOrderProps) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const lang = useLang();
  const stores = useStoreChoice();
  const record = useMutation({
    mutationFn: ({ number, at, amount, store }: Wish) =>
      ask(
        api.POST("/v1/orders", {
          body: {
            event_id: number.trim(),
            member: member.id,
            occurred_at: instantOf(at.format("YYYY-MM-DDTHH:mm"), names.zone),
            total: { amount: minor(amount, names.decimals) ?? 0, currency: names.currency },
            ...(store ? { store } : {}),
          },
        }),
      ),
    onSuccess: async () => {
      void message.success(t.lateDone);
      onClose();
      await client.invalidateQueries();
    },
  });
  return (
    <Modal open title={t.lateTitle} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="soft" style={{ marginBottom: 14 }}>
        {t.lateHelp}
      </p>
      <SendForm<Wish>
        initialValues={{ at: dayjs(time(new Date().toISOString(), names.zone)) }}
        send={record}
        ok={t.lateOk}
        onCancel={onClose}
      >
        <Form.Item
          name="number"
          label={t.orderNumber}
          extra={t.orderNumberHelp}
          rules={[{ required: true, whitespace: true, message: t.orderMissing }]}
        >
          <Input maxLength={64} autoFocus />
        </Form.Item>
        <Form.Item
          name="amount"
          label={t.orderAmount(currencyInWords(names.currency, lang))}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                (minor(text ?? "", names.decimals) ?? 0) > 0 ? Promise.resolve() : Promise.reject(t.amountWrong),
            },
          ]}
        >
          <Input inputMode="decimal" maxLength={16} />
        </Form.Item>
        <Form.Item name="at" label={t.at} rules={[{ required: true }]}>
          <DatePicker
            showTime={{ format: "HH:mm" }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            style={{ width: "100%" }}
          />
        </Form.Item>
        <Form.Item name="store" label={t.store}>
          <Select options={stores} allowClear />
        </Form.Item>
      </SendForm>
    </Modal>
  );
}
