/** The sign-in screen. Takes an API key until staff sign in by name: with {@link "../session"} it is all that will change then. */
import { Alert, Button, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { isKnownKey, problemOf } from "../api/index.ts";
import { useWords } from "../i18n/index.ts";
import { common, LangChoice, ModeChoice, Seal } from "../screen/index.ts";
import { signIn, useEnded, useSignedIn } from "../session/index.ts";

/** Shows what is behind it to who is signed in, and the sign-in screen to everybody else. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return useSignedIn() ? children : <SignIn title={title} />;
}

function SignIn({ title }: { title: string }) {
  const t = useWords(common);
  const ended = useEnded();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");

  async function enter({ secret }: { secret?: string }) {
    const key = (secret ?? "").trim();
    if (!key) return setFault(t.keyEmpty);
    setBusy(true);
    setFault("");
    try {
      if (await isKnownKey(key)) signIn(key);
      else setFault(t.keyUnknown);
    } catch (error) {
      const problem = problemOf(error);
      setFault(problem.isUnreachable ? `${t.unreachableTitle} ${t.unreachableHelp}` : problem.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="gate">
      <div className="gate-card">
        <header>
          <Seal />
          <div>
            <h1>{title}</h1>
            <span className="quiet">Tessera 常客</span>
          </div>
        </header>
        <div className="sheet">
          {ended && !fault && <Alert type="warning" showIcon title={t.ended} style={{ marginBottom: 16 }} />}
          <Form layout="vertical" requiredMark={false} onFinish={enter}>
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
        </div>
        <div className="gate-choices">
          <LangChoice />
          <ModeChoice />
        </div>
      </div>
    </main>
  );
}
