import type { components } from "./generated/schema.ts";

export { api, ask, isKnownKey, tell } from "./client.ts";
export type { components, paths } from "./generated/schema.ts";
export { Problem, type ProblemDocument, problemOf } from "./problem.ts";

/** What the API says, by name. */
export type Said<Name extends keyof components["schemas"]> = components["schemas"][Name];
