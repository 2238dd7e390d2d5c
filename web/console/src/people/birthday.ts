/** A birthday as the API takes it: without a year it begins with `--`, which nobody has to know. What is none stays, for the server to say. */
export function birthdayOf(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const found = /^(?:--)?(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(text);
  const two = (digits = "") => digits.padStart(2, "0");
  return found ? `--${two(found[1])}-${two(found[2])}` : text;
}
