/** The second factor: a code of the authenticator on one's phone. */
import { useMutation } from "@tanstack/react-query";
import { api, ask, type Said, tell } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { askWho } from "@tessera/shared/session";
import { App, Button, Form, Input, Typography } from "antd";
import { useMemo, useState } from "react";
import { encode } from "uqr";
import { SendForm } from "../../shell/send-form.tsx";
import { words } from "./account-words.ts";

export function Totp({ isOn }: { isOn: boolean }) {
  const t = useWords(words);
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const [secret, setSecret] = useState<Said<"NewTotp">>();
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{t.totp}</h2>
        <span className={isOn ? "tag good" : "tag"}>{isOn ? t.on : t.off}</span>
      </div>
      <p className="soft">{t.totpAbout}</p>
      {!isAsking && !(secret && !isOn) && (
        <Button onClick={() => setAsking(true)}>{isOn ? t.turnOff : t.turnOn}</Button>
      )}
      {isAsking && isOn && <TurnOff onDone={close} />}
      {isAsking && !isOn && (
        <Begin
          onSecret={(made) => {
            setSecret(made);
            close();
          }}
        />
      )}
      {!isAsking && !isOn && secret && (
        <Confirm secret={secret.secret} url={secret.url} onDone={() => setSecret(undefined)} />
      )}
    </section>
  );
}

/** The password again: an open browser is not enough to make somebody else's phone the second factor. */
function Begin({ onSecret }: { onSecret: (secret: Said<"NewTotp">) => void }) {
  const t = useWords(words);
  const begin = useMutation({
    mutationFn: ({ password }: { password: string }) => ask(api.POST("/v1/session/totp", { body: { password } })),
    onSuccess: onSecret,
  });
  return (
    <SendForm send={begin} ok={t.goOn}>
      <OwnPassword />
    </SendForm>
  );
}

function OwnPassword() {
  const t = useWords(words);
  return (
    <Form.Item name="password" label={t.oldPassword} rules={[{ required: true, message: t.passwordNeeded }]}>
      <Input.Password autoComplete="current-password" maxLength={200} autoFocus />
    </Form.Item>
  );
}

function Confirm({ secret, url, onDone }: { secret: string; url: string; onDone: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) =>
      tell(api.POST("/v1/session/totp/confirm", { body: { code: code.replace(/\s/g, "") } })),
    onSuccess: async () => {
      void message.success(t.nowOn);
      await askWho();
      onDone();
    },
  });
  return (
    <div className="totp">
      <Qr text={url} label={t.qr} />
      <div>
        <p>{t.scan}</p>
        <p className="quiet">{t.bySecret}</p>
        <Typography.Text className="mono wrap" copyable={{ text: secret }}>
          {secret.replace(/(.{4})(?=.)/g, "$1 ")}
        </Typography.Text>
        <SendForm style={{ marginTop: 14 }} send={confirm} ok={t.confirm}>
          <Form.Item name="code" label={t.code} rules={[{ required: true, whitespace: true, message: t.codeMissing }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={9} />
          </Form.Item>
        </SendForm>
      </div>
    </div>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const off = useMutation({
    mutationFn: ({ password }: { password: string }) => tell(api.DELETE("/v1/session/totp", { body: { password } })),
    onSuccess: async () => {
      void message.success(t.nowOff);
      await askWho();
      onDone();
    },
  });
  return (
    <SendForm send={off} ok={t.turnOff} button={{ danger: true }}>
      <OwnPassword />
    </SendForm>
  );
}

/** A code for the camera of a phone: dark on light in both modes, or cameras do not read it. */
function Qr({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const { data, size } = encode(text, { border: 2, ecc: "M" });
    const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: squares.join(""), size };
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
