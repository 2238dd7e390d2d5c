/** The order to be tried: typed, or picked from what a member bought. */
import { instantOf, minor, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button, DatePicker, Form, Input, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { ChannelSelect } from "../../channel-select.tsx";
import { inForce, type Names, useVersion, useVersions } from "../../program/reading.ts";
import { useStoreChoice } from "../../stores.ts";
import { History } from "./try-history.tsx";
import { words } from "./try-words.ts";

export interface LineWish {
  sku?: string;
  category?: string;
  amount?: string;
}

export interface Wish {
  member: string;
  at: Dayjs;
  store?: string;
  channel?: string;
  lines: LineWish[];
  wallet: string;
  units?: string;
}

/** What the form says as the API takes it. */
export function orderOf(wish: Wish, member: string, names: Names) {
  const lines = wish.lines.flatMap(({ sku, category, amount }, at) => {
    const value = minor(amount ?? "", names.decimals);
    if (value === undefined) return [];
    return [
      {
        line_id: String(at + 1),
        amount: value,
        ...(sku?.trim() ? { sku: sku.trim() } : {}),
        ...(category?.trim() ? { category: category.trim() } : {}),
      },
    ];
  });
  const units = minor(wish.units ?? "", names.wallet(wish.wallet).decimals);
  return {
    member,
    occurred_at: instantOf(wish.at.format("YYYY-MM-DDTHH:mm"), names.zone),
    total: { amount: lines.reduce((sum, line) => sum + line.amount, 0), currency: names.currency },
    lines,
    ...(wish.store?.trim() ? { store: wish.store.trim() } : {}),
    ...(wish.channel?.trim() ? { channel: wish.channel.trim() } : {}),
    ...(wish.wallet && units ? { redeem: { wallet: wish.wallet, units } } : {}),
  };
}

interface OrderFormProps {
  names: Names;
  busy: boolean;
  onAsk: (wish: Wish) => void;
}

export function OrderForm({ names, busy, onAsk }: OrderFormProps) {
  const t = useWords(words);
  const [form] = Form.useForm<Wish>();
  const stores = useStoreChoice();
  return (
    <Form<Wish>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="try-form"
      onFinish={onAsk}
      initialValues={{ at: dayjs(time(new Date().toISOString(), names.zone)), lines: [{}], wallet: "", channel: "pos" }}
    >
      <div className="pair">
        <Form.Item
          name="member"
          label={t.member}
          tooltip={t.memberHelp}
          rules={[{ required: true, whitespace: true, message: t.memberMissing }]}
        >
          <Input placeholder={t.memberHint} maxLength={80} autoComplete="off" />
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
          {stores.length > 0 ? (
            <Select allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t.noStore} options={stores} />
          ) : (
            <Input maxLength={64} />
          )}
        </Form.Item>
        <Form.Item name="channel" label={t.channel}>
          <ChannelSelect />
        </Form.Item>
      </div>
      <History
        member={() => String(form.getFieldValue("member") ?? "")}
        names={names}
        onPick={(order) => form.setFieldsValue(order)}
      />
      <Lines names={names} />
      <Redeem names={names} />
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t.go}
        </Button>
      </div>
    </Form>
  );
}

function Lines({ names }: { names: Names }) {
  const t = useWords(words);
  const isAmount = (_: unknown, text: string | undefined) =>
    !text || minor(text, names.decimals) !== undefined
      ? Promise.resolve()
      : Promise.reject(t.amountWrong(names.decimals));
  return (
    <Form.List
      name="lines"
      rules={[
        {
          validator: (_, lines: LineWish[]) =>
            lines.some(({ amount }) => amount?.trim()) ? Promise.resolve() : Promise.reject(t.amountMissing),
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <fieldset className="bare">
          <legend className="soft">{t.lines}</legend>
          {fields.map(({ key, name }) => (
            <div className="try-line" key={key}>
              <Form.Item name={[name, "sku"]} noStyle>
                <Input placeholder={t.sku} aria-label={t.sku} maxLength={64} />
              </Form.Item>
              <Form.Item name={[name, "category"]} noStyle>
                <Input placeholder={t.category} aria-label={t.category} maxLength={64} />
              </Form.Item>
              <Form.Item name={[name, "amount"]} rules={[{ validator: isAmount }]} style={{ marginBottom: 0 }}>
                <Input placeholder={t.amount} aria-label={t.amount} inputMode="decimal" className="right" />
              </Form.Item>
              <Button
                type="text"
                aria-label={t.removeLine}
                title={t.removeLine}
                disabled={fields.length === 1}
                onClick={() => remove(name)}
                style={{ padding: 0 }}
              >
                ×
              </Button>
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <Button type="dashed" size="small" onClick={() => add({})} disabled={fields.length >= 50}>
            {t.addLine}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

/** Units that pay a part. */
function Redeem({ names }: { names: Names }) {
  const t = useWords(words);
  const versions = useVersions();
  const live = useVersion(inForce(versions.data)?.version);
  const paying = (live.data?.reading?.wallets ?? []).filter((wallet) => wallet.pays);
  const wallet = Form.useWatch<string>("wallet");
  return (
    <div className="pair" style={{ marginTop: 14 }}>
      <Form.Item name="wallet" label={t.redeem}>
        <Select
          options={[
            { value: "", label: t.noRedeem },
            ...paying.map(({ wallet, label }) => ({ value: wallet, label: label || wallet })),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="units"
        label={t.redeemUnits}
        rules={[
          {
            validator: (_, text: string | undefined) =>
              !wallet || (minor(text ?? "", names.wallet(wallet).decimals) ?? 0) > 0
                ? Promise.resolve()
                : Promise.reject(t.unitsWrong),
          },
        ]}
      >
        <Input inputMode="numeric" disabled={!wallet} />
      </Form.Item>
    </div>
  );
}
