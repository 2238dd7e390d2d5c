/** A form that sends what was filled in: the server's refusal stands above its button, and the button waits for the answer. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common } from "@tessera/shared/screen";
import { Alert, Button, type ButtonProps, Form, type FormProps } from "antd";
import type { ReactNode } from "react";

/** What of a mutation the form needs. */
interface Sending<Wish> {
  mutate: (wish: Wish) => void;
  isPending: boolean;
  error: unknown;
}

interface SendFormProps<Wish> extends Pick<FormProps<Wish>, "form" | "initialValues" | "style"> {
  send: Sending<Wish>;
  /** The word on the button. */
  ok: ReactNode;
  /** How the button looks; that of the one thing to do here if left out. */
  button?: Pick<ButtonProps, "type" | "danger">;
  /** The way out of a dialog. */
  onCancel?: () => void;
  /** What is said of a refusal; the server's words if left out, nothing if `null`, as where each field says its own. */
  refusal?: (error: unknown) => ReactNode;
  children: ReactNode;
}

const serversWords = (error: unknown): ReactNode => problemOf(error).message;

export function SendForm<Wish>(props: SendFormProps<Wish>) {
  const { send, ok, button = { type: "primary" }, onCancel, refusal = serversWords, children, ...form } = props;
  const c = useWords(common);
  const said = send.error ? refusal(send.error) : null;
  return (
    <Form<Wish> {...form} layout="vertical" requiredMark={false} onFinish={send.mutate}>
      {children}
      {said && <Alert type="error" showIcon title={said} style={{ marginBottom: 16 }} />}
      <div className="actions">
        <Button {...button} htmlType="submit" loading={send.isPending}>
          {ok}
        </Button>
        {onCancel && <Button onClick={onCancel}>{c.cancel}</Button>}
      </div>
    </Form>
  );
}
