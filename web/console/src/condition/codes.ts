/** Which fields hold codes that people know by another name: stores and channels. */

export type Codes = "store" | "channel";

/** What a field's values are codes of; nothing where they are compared in part (`startsWith`), or are words of their own. */
export function codesOf(field: string, operator: string): Codes | undefined {
  if (!["==", "!=", "in", "not in"].includes(operator)) return undefined;
  if (/[._]store$/.test(field)) return "store";
  return /[._]channel$/.test(field) ? "channel" : undefined;
}

/** Those values that are no known code: such a line never holds (or always). */
export function unknownCodes(values: readonly string[], known: readonly string[]): string[] {
  return values.filter((value) => value !== "" && !known.includes(value));
}
