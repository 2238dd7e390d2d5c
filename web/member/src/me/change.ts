/** What of the form is sent: only what changed. */
import type { Profile } from "../api/said.ts";

export type Part = "name" | "email" | "birthday";
export const PARTS: Part[] = ["name", "email", "birthday"];

export interface Draft {
  /** What was typed; empty: stays as it is. */
  typed: Record<Part, string>;
  /** What is to be removed. */
  removed: Record<Part, boolean>;
}

/** The change that a draft asks for; `undefined` if it asks for none. */
export function changeOf({ typed, removed }: Draft): Profile | undefined {
  const change: Profile = {};
  for (const part of PARTS) {
    if (removed[part]) change[part] = null;
    else if (typed[part].trim()) change[part] = typed[part].trim();
  }
  return Object.keys(change).length > 0 ? change : undefined;
}
