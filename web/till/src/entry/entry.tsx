/** Opens the till for who is signed in; keeps it open, under the last name, while the server is away. */
import { Loading } from "@tessera/shared/screen";
import { askWho, useSession } from "@tessera/shared/session";
import { lazy, Suspense, useEffect, useState } from "react";
import { useConnection } from "../net/connection.ts";
import { confirmHand, setAtTill } from "../queue/use.ts";
import { Till } from "../till/till.tsx";
import { type Cashier, cashierOf, remember, remembered } from "./remembered.ts";

// The component library comes with the sign-in screen alone.
const SignIn = lazy(() => import("./sign-in.tsx"));

/** How long the server may think about who this is, before the till opens by itself. */
const PATIENCE = 2500;

export function Entry() {
  const session = useSession();
  const { up } = useConnection();
  const [opened, setOpened] = useState<Cashier | null>(null);
  const [late, setLate] = useState(false);
  const known = session.state === "known" ? cashierOf(session.who) : null;
  const name = JSON.stringify(known);

  // Asked as the page starts, and again as soon as a server that was away is back.
  const isUntold = session.state === "asking" || session.state === "failed";
  useEffect(() => {
    if (up && isUntold) void askWho();
  }, [up, isUntold]);
  // Somebody may have signed in in another window of this browser, while nobody looked at this one.
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "visible") void confirmHand();
    };
    addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      removeEventListener("focus", ask);
      document.removeEventListener("visibilitychange", ask);
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    const cashier = JSON.parse(name) as Cashier | null;
    if (!cashier) return;
    remember(cashier);
    setOpened(cashier);
  }, [name]);

  const isAway = session.state === "failed" || (session.state === "asking" && late);
  const cashier = known ?? opened ?? (isAway ? remembered() : null);
  const { id, name: called = "" } = cashier ?? {};
  const isKnown = known !== null;
  useEffect(() => setAtTill(id === undefined ? undefined : { id, name: called }, isKnown), [id, called, isKnown]);
  const asksWho = session.state === "nobody" || (isAway && !cashier) || (session.state === "known" && !known);
  return (
    <>
      {cashier && (
        <div hidden={asksWho}>
          <Till cashier={cashier} active={!asksWho} />
        </div>
      )}
      {asksWho && (
        <Suspense fallback={<Waiting />}>
          <SignIn />
        </Suspense>
      )}
      {!cashier && !asksWho && <Waiting />}
    </>
  );
}

function Waiting() {
  return (
    <main className="opening">
      <Loading lines={3} />
    </main>
  );
}
