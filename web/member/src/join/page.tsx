/** Two fields: who knows us comes in, who is new is asked to join. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWords } from "@tessera/shared/i18n";
import { LangChoice, ModeChoice, Seal } from "@tessera/shared/screen";
import { useEffect, useState } from "react";
import { signIn, useRules } from "../api/questions.ts";
import { Ripples } from "../screen/ripples.tsx";
import { goTo } from "../shell/route.ts";
import { SignIn } from "./sign-in.tsx";
import { Welcome } from "./welcome.tsx";
import { words } from "./words.ts";

export interface Proof {
  phone: string;
  code: string;
}

export function Join() {
  const t = useWords(words);
  const client = useQueryClient();
  const rules = useRules();
  /** Whose number and code are right, but who is no member yet. */
  const [stranger, setStranger] = useState<Proof>();
  const entering = useMutation({
    mutationFn: ({ proof, join }: { proof: Proof; join?: { name?: string } }) => signIn(proof.phone, proof.code, join),
    onSuccess: (session, { join }) => {
      if (join) goTo("", "replace");
      client.setQueryData(["session"], session);
    },
  });
  useEffect(() => {
    document.title = `${t.title} · Tessera 常客`;
  }, [t]);
  return (
    <main className="join">
      <Ripples />
      <header className="join-head">
        <Seal size={30} />
        <h1>{t.greeting}</h1>
        <p>{rules.data?.name ?? " "}</p>
      </header>
      {stranger ? (
        <Welcome
          error={entering.error}
          isBusy={entering.isPending}
          onJoin={(name) => entering.mutate({ proof: stranger, join: name ? { name } : {} })}
          onBack={() => {
            entering.reset();
            setStranger(undefined);
          }}
        />
      ) : (
        <SignIn entering={entering} onStranger={setStranger} />
      )}
      <footer className="join-foot">
        <LangChoice />
        <ModeChoice />
      </footer>
    </main>
  );
}
