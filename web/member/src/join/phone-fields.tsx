/** A phone number, and the code that is sent to it. */
import { useMutation } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import type { CodeSent } from "../api/said.ts";
import { faultOf, useFault } from "../screen/fault.ts";
import { Field } from "../screen/field.tsx";
import { useCountdown } from "./countdown.ts";
import { words } from "./words.ts";

export interface Typed {
  phone: string;
  code: string;
}

/** What of it is not filled in yet. */
export function missingOf({ phone, code }: Typed): "phone" | "code" | undefined {
  return !phone.trim() ? "phone" : !code.trim() ? "code" : undefined;
}

interface PhoneFieldsProps {
  /** What the number is called here; “Phone” if not given. */
  label?: string;
  typed: Typed;
  onType: (typed: Typed) => void;
  send: (phone: string) => Promise<CodeSent>;
  /** A code is asked for: what went wrong before is past. */
  onSend: (missing: "phone" | undefined) => void;
  missing: "phone" | "code" | undefined;
  /** What became of using number and code. */
  error: unknown;
}

export function PhoneFields({ label, typed, onType, send, onSend, missing, error: after }: PhoneFieldsProps) {
  const t = useWords(words);
  const say = useFault();
  const [wait, startWait] = useCountdown();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: ({ retry_after_seconds }) => startWait(retry_after_seconds),
    onError: (error) => {
      const { retryAfter } = problemOf(error);
      if (retryAfter) startWait(retryAfter);
    },
  });

  function ask() {
    const phone = typed.phone.trim();
    onSend(phone ? undefined : "phone");
    if (phone) sending.mutate(phone);
  }

  const error = sending.error ?? after;
  const phoneFault = missing === "phone" ? t.phoneEmpty : faultOf(error, "phone");
  const otherFault = phoneFault ? "" : say(error);
  const sent = sending.data && !error;
  return (
    <>
      <Field
        label={label ?? t.phone}
        type="tel"
        name="phone"
        inputMode="tel"
        autoComplete="tel"
        enterKeyHint="next"
        placeholder={t.phoneHint}
        value={typed.phone}
        onChange={(phone) => onType({ ...typed, phone })}
        fault={phoneFault}
      />
      <Field
        label={t.code}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="go"
        maxLength={8}
        placeholder={t.codeHint}
        value={typed.code}
        onChange={(code) => onType({ ...typed, code })}
        fault={missing === "code" ? t.codeEmpty : otherFault}
        help={sent && <span role="status">{t.sent}</span>}
        beside={
          <button type="button" className="send-code" disabled={wait > 0 || sending.isPending} onClick={ask}>
            {wait > 0 ? t.wait(wait) : sending.data ? t.resend : t.send}
          </button>
        }
      />
    </>
  );
}
