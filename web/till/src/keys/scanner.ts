/**
 * Tells a hardware scanner from a hand: it types many characters faster than anybody can, and ends with Enter.
 * So a scan is heard wherever the focus is, and does not end up in a field for money.
 */
export interface Burst {
  /** Takes a key with its time in milliseconds. Gives the text that was scanned as its Enter comes; else `undefined`. */
  take(key: string, at: number): string | undefined;
  /** How many characters of the current burst came so far. */
  length(): number;
}

/** The longest pause within a scan, in milliseconds: a busy machine hands keys on late. */
const PAUSE = 100;
/** What a key takes on average at most. Hands take some 80 ms at their quickest. */
const AVERAGE = 45;
const SHORTEST = 8;

export function createBurst(): Burst {
  let text = "";
  let begun = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    take(key, at) {
      const quick = at - last <= PAUSE;
      last = at;
      if (key === "Enter") {
        const swift = quick && (at - begun) / Math.max(text.length, 1) <= AVERAGE;
        const scanned = swift && text.length >= SHORTEST ? text : undefined;
        text = "";
        return scanned;
      }
      // Keys such as Shift, which a scanner presses for capitals.
      if (key.length !== 1) return undefined;
      if (!quick || text === "") begun = at;
      text = quick ? text + key : key;
      return undefined;
    },
    length: () => text.length,
  };
}
