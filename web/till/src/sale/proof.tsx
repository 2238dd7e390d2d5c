/** Proof that the member is here: the member code, which the scan field takes too, or a code sent to the phone. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { type Proof, proveByCode, sendCode } from "../members/ask.ts";
import type { Person } from "../members/person.ts";
import { Act } from "../pieces/act.tsx";
import { words } from "./words.ts";

export interface ProofHandle {
  focus: () => void;
}

interface ProofProps {
  person: Person;
  have: string;
  onProof: (proof: Proof) => void;
  ref: Ref<ProofHandle>;
}

export function ProofForm({ person, have, onProof, ref }: ProofProps) {
  const t = useWords(words);
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const field = useRef<HTMLInputElement>(null);

  async function attempt(act: () => Promise<void>) {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await act();
    } catch (error) {
      setFault(problemOf(error).message);
      // What is typed next takes the place of what was wrong.
      field.current?.select();
    } finally {
      setBusy(false);
    }
  }

  const begin = () =>
    attempt(async () => {
      await sendCode(person.id ?? "");
      setSent(true);
    });

  function check(event: FormEvent) {
    event.preventDefault();
    const digits = code.normalize("NFKC").replace(/\D/g, "");
    if (digits === "") return;
    void attempt(async () => onProof(await proveByCode(person.id ?? "", digits)));
  }

  // The next thing to come is the code that the member reads out.
  useEffect(() => {
    if (sent) field.current?.focus();
  }, [sent]);
  useImperativeHandle(ref, () => ({ focus: () => (sent ? field.current?.focus() : void begin()) }));

  return (
    <form className="proof" onSubmit={check}>
      <p>
        <strong>{have}</strong> <span className="soft">{sent ? t.codeHelp : t.pointsProve}</span>
      </p>
      <div className="acts">
        {sent && (
          <>
            <input
              ref={field}
              className="code"
              aria-label={t.code}
              aria-invalid={fault !== ""}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={8}
              placeholder="······"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <Act k="Enter" submit busy={busy} onAct={() => undefined}>
              {t.codeCheck}
            </Act>
          </>
        )}
        <Act {...(sent ? {} : { k: "F4" })} weight={sent ? "quiet" : "plain"} busy={busy} onAct={() => void begin()}>
          {sent ? t.codeAgain : t.sendCode}
        </Act>
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
