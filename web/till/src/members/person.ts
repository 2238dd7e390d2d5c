/** The person of the current sale. */
import type { Named } from "../queue/slip.ts";
import type { Found, Proof } from "./ask.ts";
import { masked, spaced } from "./identity.ts";

export interface Person {
  /** Ours; null while only the server can name the person, and it is away. */
  id: string | null;
  named?: Named;
  /** How the person is called on the screen and on slips: masked. */
  title: string;
  /** A second line: the masked phone, the card. */
  about: string;
  status: string;
  proof: Proof | null;
  /** Enrolled a moment ago. */
  fresh?: boolean;
}

/** A person that the server found. */
export function personOf(found: Found, typed: string): Person {
  const { profile } = found;
  const phone = profile?.phone ? spaced(profile.phone) : "";
  const card = found.card_number ? spaced(found.card_number) : "";
  const rest = [phone, card].filter(Boolean);
  const name = profile?.name ?? "";
  const shown = found.by === "ext_id" || found.by === "id" ? typed : "";
  const title = name || shown || (rest.shift() ?? masked(typed));
  return {
    id: found.id,
    title,
    about: rest.join(" · "),
    status: found.status,
    proof: found.proof ?? null,
  };
}

/** Somebody whom the server cannot be asked about now: by what was typed. */
export function personTyped(text: string): Person {
  return { id: null, named: { find: text }, title: spaced(masked(text)), about: "", status: "active", proof: null };
}

/** What a slip says of the person. */
export const whoOf = (person: Person) => person.title;

/** Whether the proof still holds. */
export const isProven = (person: Person, now: Date) => person.proof !== null && new Date(person.proof.expires_at) > now;
