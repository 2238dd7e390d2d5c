/** What each rule did, as the server words it; kept on the slip for the receipt. */
import type { Said } from "@tessera/shared/api";

export type Notes = Said<"Note">[];
