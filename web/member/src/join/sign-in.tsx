/** Phone number and code. */
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { sendCode } from "../api/questions.ts";
import type { MemberSignedIn } from "../api/said.ts";
import { faultOf, useFault } from "../screen/fault.ts";
import { Field } from "../screen/field.tsx";
import { useCountdown } from "./countdown.ts";
import type { Proof } from "./page.tsx";
import { words } from "./words.ts";

type Entering = UseMutationResult<MemberSignedIn, unknown, { proof: Proof; join?: { name?: string } }>;

export function SignIn({ entering, onStranger }: { entering: Entering; onStranger: (proof: Proof) => void }) {
  const t = useWords(words);
  const say = useFault();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [empty, setEmpty] = useState<"phone" | "code">();
  const [wait, startWait] = useCountdown();
  const sending = useMutation({
    mutationFn: sendCode,
    onSuccess: ({ retry_after_seconds }) => startWait(retry_after_seconds),
    onError: (error) => {
      const { retryAfter } = problemOf(error);
      if (retryAfter) startWait(retryAfter);
    },
  });

  function send() {
    setEmpty(phone.trim() ? undefined : "phone");
    entering.reset();
    if (phone.trim()) sending.mutate(phone.trim());
  }

  function enter(event: FormEvent) {
    event.preventDefault();
    const proof = { phone: phone.trim(), code: code.trim() };
    setEmpty(!proof.phone ? "phone" : !proof.code ? "code" : undefined);
    if (!proof.phone || !proof.code) return;
    entering.mutate(
      { proof },
      {
        onError: (error) => {
          if (problemOf(error).code !== "not-a-member") return;
          entering.reset();
          onStranger(proof);
        },
      },
    );
  }

  const error = sending.error ?? entering.error;
  const phoneFault = empty === "phone" ? t.phoneEmpty : faultOf(error, "phone");
  const otherFault = phoneFault ? "" : say(error);
  const sent = sending.data && !error;
  return (
    <form className="join-form" onSubmit={enter} noValidate>
      <p className="join-about">{t.about}</p>
      <Field
        label={t.phone}
        type="tel"
        name="phone"
        inputMode="tel"
        autoComplete="tel"
        enterKeyHint="next"
        placeholder={t.phoneHint}
        value={phone}
        onChange={setPhone}
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
        value={code}
        onChange={setCode}
        fault={empty === "code" ? t.codeEmpty : otherFault}
        help={sent && <span role="status">{t.sent}</span>}
        beside={
          <button type="button" className="send-code" disabled={wait > 0 || sending.isPending} onClick={send}>
            {wait > 0 ? t.wait(wait) : sending.data ? t.resend : t.send}
          </button>
        }
      />
      <Button block color="primary" size="large" type="submit" loading={entering.isPending}>
        {t.enter}
      </Button>
    </form>
  );
}
