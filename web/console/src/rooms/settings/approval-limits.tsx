/** What takes a second person. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { currencyInWords, figure, minor } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { App, Form, Input, Switch } from "antd";
import { type Names, useNames } from "../../program/reading.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./people-words.ts";

export function ApprovalLimits() {
  const t = useWords(words);
  const names = useNames();
  const settings = useQuery({
    queryKey: ["approval-settings"],
    queryFn: () => ask(api.GET("/v1/settings/approval")),
  });
  return (
    <section className="sheet" style={{ maxWidth: 720 }}>
      <h2>{t.approval}</h2>
      <p className="quiet" style={{ marginBottom: 16 }}>
        {t.approvalHelp}
      </p>
      {settings.isPending && <Loading lines={3} />}
      {settings.isError && <Failure error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data && <Limits key={names.currency} settings={settings.data} names={names} />}
    </section>
  );
}

/** Thirteen digits, two decimals, and the commas in which a figure is shown. */
const LONGEST = 20;

interface Wish {
  above: string;
  handed: string;
  publish: boolean;
}

function Limits({ settings, names }: { settings: Said<"ApprovalSettings">; names: Names }) {
  const t = useWords(words);
  const lang = useLang();
  const client = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: ({ above, handed, publish }: Wish) => {
      const limits = { adjust_above: minor(above, 0) ?? 0, return_above: minor(handed, names.decimals) ?? 0 };
      return ask(api.PUT("/v1/settings/approval", { body: { ...limits, publish } }));
    },
    onSuccess: async () => {
      void message.success(t.saved);
      await client.invalidateQueries({ queryKey: ["approval-settings"] });
    },
  });
  return (
    <SendForm<Wish>
      initialValues={{
        above: figure(settings.adjust_above),
        handed: figure(settings.return_above, names.decimals),
        publish: settings.publish,
      }}
      send={save}
      ok={t.save}
    >
      <Form.Item
        name="above"
        label={t.adjustAbove}
        rules={[
          {
            validator: (_, text: string) =>
              (minor(text ?? "", 0) ?? -1) >= 0 ? Promise.resolve() : Promise.reject(t.adjustWrong),
          },
        ]}
      >
        <Input inputMode="numeric" className="figure-input" style={{ maxWidth: 200 }} maxLength={LONGEST} />
      </Form.Item>
      <Form.Item
        name="handed"
        label={t.returnAbove(currencyInWords(names.currency, lang))}
        extra={t.returnHelp}
        rules={[
          {
            validator: (_, text: string) =>
              (minor(text ?? "", names.decimals) ?? -1) >= 0 ? Promise.resolve() : Promise.reject(t.returnWrong),
          },
        ]}
      >
        <Input inputMode="decimal" className="figure-input" style={{ maxWidth: 200 }} maxLength={LONGEST} />
      </Form.Item>
      <Form.Item name="publish" label={t.publish} valuePropName="checked">
        <Switch />
      </Form.Item>
    </SendForm>
  );
}
