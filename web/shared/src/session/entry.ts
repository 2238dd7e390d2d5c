/** Signing in and out, and asking who one is. */
import { api, isKnownKey, Problem, type Said } from "../api/index.ts";
import { hasKey, holdKey, setSession } from "./state.ts";

/** How long the server may take to sign somebody out, in milliseconds. */
const PATIENCE = 12_000;

type Answer = { data?: unknown; error?: unknown; response: Response };

const refusal = ({ response, error }: Answer) =>
  new Problem(response.status, typeof error === "object" && error !== null ? error : {}, response.headers);

/** Asks the server who this is. Called once as a page starts, and whenever that may have changed. */
export async function askWho(): Promise<void> {
  try {
    const answer = await api.GET("/v1/session");
    if (answer.response.ok && answer.data) return setSession({ state: "known", who: answer.data });
    if (answer.response.status === 401) {
      holdKey("");
      return setSession({ state: "nobody", ended: false });
    }
    throw refusal(answer);
  } catch (error) {
    setSession({ state: "failed", error });
  }
}

/** Signs staff in by name. Throws the {@link Problem}: `wrong-credentials`, `totp-needed`, `locked-out`. */
export async function signIn(wish: Said<"SignInRequest">): Promise<void> {
  // A key that is still held would be asked in place of the cookie.
  holdKey("");
  const answer = await api.POST("/v1/session", { body: wish });
  if (!answer.response.ok || !answer.data) throw refusal(answer);
  setSession({ state: "known", who: answer.data });
}

/** Signs in with an API key, for this tab. Says whether the server knows it. */
export async function signInWithKey(secret: string): Promise<boolean> {
  if (!(await isKnownKey(secret))) return false;
  holdKey(secret);
  await askWho();
  return true;
}

/**
 * Signs out: of the server where there is a cookie, and of this tab. Throws the {@link Problem}, and leaves all as it is, where the server has not done
 * it: the cookie would hold, and who comes next would be taken for who has left.
 */
export async function signOut(): Promise<void> {
  if (!hasKey()) {
    const answer = await api.DELETE("/v1/session", { signal: AbortSignal.timeout(PATIENCE) });
    // Somebody whom the server does not know is out.
    if (!answer.response.ok && answer.response.status !== 401) throw refusal(answer);
  }
  holdKey("");
  setSession({ state: "nobody", ended: false });
}

/** Accepts an invitation: sets the password and signs in. */
export async function accept(wish: Said<"AcceptRequest">): Promise<void> {
  holdKey("");
  const answer = await api.POST("/v1/invitations/accept", { body: wish });
  if (!answer.response.ok || !answer.data) throw refusal(answer);
  setSession({ state: "known", who: answer.data });
}
