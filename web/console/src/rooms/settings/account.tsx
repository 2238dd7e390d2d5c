/** One's own account: name, password, second factor, sessions; language and appearance of this browser. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, tell } from "@tessera/shared/api";
import { time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { common, Failure, LangChoice, Loading, ModeChoice } from "@tessera/shared/screen";
import { type StaffWho, useWho } from "@tessera/shared/session";
import { App, Button, Form, Input } from "antd";
import { useNames } from "../../program/reading.ts";
import { SendForm } from "../../shell/send-form.tsx";
import { useStoreName } from "../../stores.ts";
import { words } from "./account-words.ts";
import { deviceOf } from "./device.ts";
import { Totp } from "./totp.tsx";

export function Account() {
  const t = useWords(words);
  const c = useWords(common);
  const who = useWho();
  return (
    <div className="stack">
      {who?.kind === "staff" && <Me who={who} />}
      <section className="sheet">
        <h2>{t.browser}</h2>
        <dl className="facts">
          <dt>{c.language}</dt>
          <dd>
            <LangChoice />
          </dd>
          <dt>{c.theme}</dt>
          <dd>
            <ModeChoice />
          </dd>
        </dl>
      </section>
      {who?.kind === "staff" && (
        <>
          <div className="columns two">
            <Password />
            <Totp isOn={who.totp} />
          </div>
          <Sessions />
        </>
      )}
    </div>
  );
}

function Me({ who }: { who: StaffWho }) {
  const t = useWords(words);
  const c = useWords(common);
  const storeName = useStoreName();
  return (
    <section className="sheet">
      <h2 className="as-written">{who.display_name}</h2>
      <dl className="facts">
        <dt>{c.name}</dt>
        <dd>{who.name}</dd>
        <dt>{c.role}</dt>
        <dd>{c.roles[who.role] ?? who.role}</dd>
        <dt>{t.store}</dt>
        <dd className="as-written">{who.store ? storeName(who.store) : t.allStores}</dd>
      </dl>
    </section>
  );
}

interface PasswordWish {
  old: string;
  next: string;
}

function Password() {
  const t = useWords(words);
  const c = useWords(common);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<PasswordWish>();
  const change = useMutation({
    mutationFn: ({ old, next }: PasswordWish) =>
      tell(api.POST("/v1/session/password", { body: { old_password: old, new_password: next } })),
    onSuccess: async () => {
      form.resetFields();
      void message.success(t.passwordChanged);
      await client.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  return (
    <section className="sheet">
      <h2>{t.password}</h2>
      <SendForm<PasswordWish> form={form} send={change} ok={t.changePassword} button={{}}>
        <Form.Item name="old" label={t.oldPassword} rules={[{ required: true, message: c.passwordMissing }]}>
          <Input.Password autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="next"
          label={c.newPassword}
          extra={t.passwordHelp}
          rules={[{ required: true, min: 10, message: c.newPasswordShort(10) }]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
      </SendForm>
    </section>
  );
}

function Sessions() {
  const t = useWords(words);
  const client = useQueryClient();
  const who = useWho();
  const { zone } = useNames();
  const list = useQuery({
    queryKey: ["sessions"],
    queryFn: async () => (await ask(api.GET("/v1/sessions"))).data,
  });
  const end = useMutation({
    mutationFn: (session: string) => tell(api.DELETE("/v1/sessions/{session}", { params: { path: { session } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const own = list.data?.filter(({ staff }) => who?.kind === "staff" && staff === who.id) ?? [];
  return (
    <section className="sheet">
      <h2>{t.sessions}</h2>
      {list.isPending && <Loading lines={3} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      <ul className="sessions">
        {own.map((session) => (
          <li key={session.id}>
            <span>
              <b title={session.agent}>{deviceOf(session.agent)}</b>{" "}
              {session.current && <span className="tag good">{t.thisOne}</span>}
              <br />
              <span className="quiet">
                {t.since(time(session.created_at, zone))} · {t.seen(time(session.last_seen_at, zone))}
              </span>
            </span>
            {!session.current && (
              <Button
                size="small"
                loading={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
              >
                {t.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
