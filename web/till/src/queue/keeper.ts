/** Where slips are kept: in the browser's database, through reloads and closing; in memory where a browser forbids that. */
import type { Slip } from "./slip.ts";

export interface Keeper {
  /** Whether what is kept outlives the page. */
  readonly lasting: boolean;
  all(): Promise<Slip[]>;
  put(slip: Slip): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** This till's own name, made the first time; and the next number of a slip, never given twice. */
  next(): Promise<{ till: string; seq: number }>;
  till(): Promise<string>;
}

// Without letters and digits that are read for one another.
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Five letters: about 24 million tills. Made beside the numbers, so that both are lost together and no number comes twice. */
export function newTill(random: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(5);
  random(bytes);
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

export function memoryKeeper(till: string): Keeper {
  const slips = new Map<string, Slip>();
  let seq = 0;
  return {
    lasting: false,
    all: async () => [...slips.values()].map((slip) => structuredClone(slip)),
    put: async (slip) => {
      slips.set(slip.id, structuredClone(slip));
    },
    remove: async (ids) => {
      for (const id of ids) slips.delete(id);
    },
    next: async () => {
      seq += 1;
      return { till, seq };
    },
    till: async () => till,
  };
}
