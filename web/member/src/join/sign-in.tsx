/** Phone number and code. */
import type { UseMutationResult } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { sendCode } from "../api/questions.ts";
import type { MemberSignedIn } from "../api/said.ts";
import type { Proof } from "./page.tsx";
import { missingOf, PhoneFields } from "./phone-fields.tsx";
import { words } from "./words.ts";

type Entering = UseMutationResult<MemberSignedIn, unknown, { proof: Proof; join?: { name?: string } }>;

export function SignIn({ entering, onStranger }: { entering: Entering; onStranger: (proof: Proof) => void }) {
  const t = useWords(words);
  const [typed, setTyped] = useState({ phone: "", code: "" });
  const [missing, setMissing] = useState<"phone" | "code">();

  function enter(event: FormEvent) {
    event.preventDefault();
    const isMissing = missingOf(typed);
    setMissing(isMissing);
    if (isMissing) return;
    const proof = { phone: typed.phone.trim(), code: typed.code.trim() };
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

  return (
    <form className="join-form" onSubmit={enter} noValidate>
      <p className="join-about">{t.about}</p>
      <PhoneFields
        typed={typed}
        onType={setTyped}
        send={sendCode}
        onSend={(isMissing) => {
          setMissing(isMissing);
          entering.reset();
        }}
        missing={missing}
        error={entering.error}
      />
      <Button block color="primary" size="large" type="submit" loading={entering.isPending}>
        {t.enter}
      </Button>
    </form>
  );
}
