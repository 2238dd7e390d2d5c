/** Shows what is behind it to who is signed in, and the sign-in screen to everybody else. */
import { type ReactNode, useEffect } from "react";
import { useWords } from "../i18n/index.ts";
import { common, Failure, LangChoice, Loading, ModeChoice, Seal } from "../screen/index.ts";
import { askWho, useSession } from "../session/index.ts";
import { SignIn } from "./sign-in.tsx";

export function Gate({ title, children }: { title: string; children: ReactNode }) {
  const session = useSession();
  useEffect(() => {
    void askWho();
  }, []);
  if (session.state === "known" && session.who.kind !== "member") return children;
  return (
    <GateCard title={title}>
      {session.state === "asking" && <Loading lines={3} />}
      {session.state === "failed" && <Failure error={session.error} retry={() => void askWho()} />}
      {session.state === "nobody" && <SignIn ended={session.ended} />}
    </GateCard>
  );
}

/** One card in the middle of the page, under the seal. */
export function GateCard({ title, children }: { title: string; children: ReactNode }) {
  const t = useWords(common);
  return (
    <main className="gate">
      <div className="gate-card">
        <header>
          <Seal />
          <div>
            <h1>{title}</h1>
            <span className="quiet">{t.house}</span>
          </div>
        </header>
        <div className="sheet">{children}</div>
        <div className="gate-choices">
          <LangChoice />
          <ModeChoice />
        </div>
      </div>
    </main>
  );
}
