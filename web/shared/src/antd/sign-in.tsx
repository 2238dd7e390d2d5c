/** Signing in: by name and password, with a code of the authenticator where one is asked; or with an API key. */
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { problemOf } from "../api/index.ts";
import { useWords } from "../i18n/index.ts";
import { common } from "../screen/index.ts";
import { signIn, signInWithKey } from "../session/index.ts";
import { useWait } from "./wait.ts";

export function SignIn({ ended }: { ended: boolean }) {
  const t = useWords(common);
  const [byKey, setByKey] = useState(false);
  return (
    <>
      {ended && <Alert type="warning" showIcon title={t.ended} style={{ marginBottom: 16 }} />}
      {byKey ? <KeyForm /> : <NameForm />}
      <p className="gate-other">
        <button type="button" className="text-button" onClick={() => setByKey(!byKey)}>
          {byKey ? t.byName : t.byKey}
        </button>
      </p>
    </>
  );
}

interface Wish {
  name?: string;
  password?: string;
  totp?: string;
}

function NameForm() {
  const t = useWords(common);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [asksCode, setAsksCode] = useState(false);
  const wait = useWait();

  async function enter({ name = "", password = "", totp = "" }: Wish) {
    setBusy(true);
    setFault("");
    try {
      const code = totp.replace(/\s/g, "");
      await signIn({ name: name.trim(), password, ...(asksCode && code ? { totp: code } : {}) });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === "totp-needed" && !asksCode) setAsksCode(true);
      else if (problem.isUnreachable) setFault(`${t.unreachableTitle} ${t.unreachableHelp}`);
      else setFault(problem.message);
      if (problem.retryAfter) wait.begin(problem.retryAfter);
      setBusy(false);
    }
  }

  return (
    <Form layout="vertical" requiredMark={false} onFinish={(wish: Wish) => void enter(wish)}>
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.nameMissing }]}>
        <Input size="large" autoFocus autoComplete="username" spellCheck={false} autoCapitalize="none" maxLength={64} />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.passwordMissing }]}>
        <Input.Password size="large" autoComplete="current-password" maxLength={256} />
      </Form.Item>
      {asksCode && (
        <Form.Item
          name="totp"
          label={t.totp}
          extra={t.totpHelp}
          rules={[{ required: true, whitespace: true, message: t.totpMissing }]}
        >
          <Input size="large" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={9} />
        </Form.Item>
      )}
      {fault && (
        <p className="gate-fault" role="alert">
          {fault}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={wait.seconds > 0}>
        {wait.seconds > 0 ? t.waitSeconds(wait.seconds) : t.signIn}
      </Button>
    </Form>
  );
}

function KeyForm() {
  const t = useWords(common);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");

  async function enter({ secret }: { secret?: string }) {
    const key = (secret ?? "").trim();
    if (!key) return setFault(t.keyEmpty);
    setBusy(true);
    setFault("");
    try {
      if (!(await signInWithKey(key))) setFault(t.keyUnknown);
    } catch (error) {
      const problem = problemOf(error);
      setFault(problem.isUnreachable ? `${t.unreachableTitle} ${t.unreachableHelp}` : problem.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form layout="vertical" requiredMark={false} onFinish={(wish) => void enter(wish)}>
      <Form.Item
        name="secret"
        label={t.keyLabel}
        extra={t.keyHint}
        {...(fault ? { validateStatus: "error", help: <span role="alert">{fault}</span> } : {})}
      >
        <Input.Password size="large" autoFocus autoComplete="off" spellCheck={false} placeholder="lk_live_…" />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={busy} style={{ marginTop: 8 }}>
        {t.signIn}
      </Button>
    </Form>
  );
}
