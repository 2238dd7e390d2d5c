/** Where an invitation leads: who is invited, and the password to choose. */
import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { api, ask, problemOf, type Said } from "../api/index.ts";
import { useWords } from "../i18n/index.ts";
import { common, Failure, Loading } from "../screen/index.ts";
import { accept } from "../session/index.ts";
import { GateCard } from "./gate.tsx";

/** The fewest characters of a password, as the server has it: said before it is sent, refused there. */
const FEWEST = 10;

interface WelcomeProps {
  title: string;
  token: string;
  /** Signed in with the new password. */
  onDone: () => void;
}

type Look =
  | { state: "asking" }
  | { state: "known"; invited: Said<"InvitationReply"> }
  | { state: "failed"; error: unknown };

export function Welcome({ title, token, onDone }: WelcomeProps) {
  const t = useWords(common);
  const [look, setLook] = useState<Look>({ state: "asking" });
  useEffect(() => {
    let over = false;
    ask(api.POST("/v1/invitations/look", { body: { token } })).then(
      (invited) => over || setLook({ state: "known", invited }),
      (error: unknown) => over || setLook({ state: "failed", error }),
    );
    return () => {
      over = true;
    };
  }, [token]);
  return (
    <GateCard title={title}>
      {look.state === "asking" && <Loading lines={3} />}
      {look.state === "failed" && (
        <>
          <Failure error={look.error} />
          <p className="gate-other">
            <button type="button" className="text-button" onClick={onDone}>
              {t.signIn}
            </button>
          </p>
        </>
      )}
      {look.state === "known" && <Choose token={token} invited={look.invited} onDone={onDone} />}
    </GateCard>
  );
}

interface ChooseProps {
  token: string;
  invited: Said<"InvitationReply">;
  onDone: () => void;
}

function Choose({ token, invited, onDone }: ChooseProps) {
  const t = useWords(common);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");

  async function choose({ password }: { password: string }) {
    setBusy(true);
    setFault("");
    try {
      await accept({ token, password });
      onDone();
    } catch (error) {
      const problem = problemOf(error);
      setFault(problem.faults[0]?.detail ?? problem.message);
      setBusy(false);
    }
  }

  return (
    <Form layout="vertical" requiredMark={false} onFinish={(wish) => void choose(wish)}>
      <p className="as-written" style={{ marginBottom: 16 }}>
        {t.welcome(invited.display_name)}
      </p>
      <dl className="facts" style={{ marginBottom: 18 }}>
        <dt>{t.name}</dt>
        <dd>
          <b>{invited.name}</b>
        </dd>
        <dt>{t.role}</dt>
        <dd>
          {t.roles[invited.role] ?? invited.role}
          {invited.store && ` · ${invited.store}`}
        </dd>
      </dl>
      <input type="text" name="username" autoComplete="username" value={invited.name} readOnly hidden />
      <Form.Item
        name="password"
        label={t.newPassword}
        extra={t.newPasswordHelp(FEWEST)}
        rules={[{ required: true, min: FEWEST, message: t.newPasswordShort(FEWEST) }]}
      >
        <Input.Password size="large" autoFocus autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t.passwordAgain}
        dependencies={["password"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, text) =>
              text === getFieldValue("password") ? Promise.resolve() : Promise.reject(t.passwordDiffers),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" maxLength={256} />
      </Form.Item>
      {fault && (
        <p className="gate-fault" role="alert">
          {fault}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t.begin}
      </Button>
    </Form>
  );
}
