/** Who used this till last: it goes on under that name while the server is away. Nothing that would let anybody in. */
import { keep, kept } from "@tessera/shared/keeping";
import type { Who } from "@tessera/shared/session";

export interface Cashier {
  /** Who it is for the server; not there where a till of before kept it. */
  id?: string;
  name: string;
  role: string;
  store: string | null;
  scopes: string[];
}

const PLACE = "tessera.till.cashier";

export function cashierOf(who: Who): Cashier | null {
  if (who.kind === "member") return null;
  return {
    id: who.id,
    name: who.kind === "staff" ? who.display_name || who.name : who.name,
    role: who.kind === "staff" ? who.role : "",
    store: who.store ?? null,
    scopes: who.scopes,
  };
}

export const remember = (cashier: Cashier) => keep(PLACE, JSON.stringify(cashier));

/** After signing out nobody goes on by that name. */
export const forget = () => keep(PLACE, "");

export function remembered(): Cashier | null {
  try {
    const cashier = JSON.parse(kept(PLACE) || "null") as Cashier | null;
    return cashier && Array.isArray(cashier.scopes) ? cashier : null;
  } catch {
    return null;
  }
}
