/** What kind of text was scanned or typed, for the words around it alone: who it is, the server says. */
export type Shape = "code" | "card" | "email" | "phone" | "other";

/** The text without what people put between digits, in plain digits. */
export function tidied(text: string): string {
  const plain = text.normalize("NFKC").trim();
  return /^[+\d\s().-]+$/.test(plain) ? plain.replace(/[\s().-]/g, "") : plain;
}

export function shapeOf(text: string): Shape {
  const tidy = tidied(text);
  if (/^\d{22}$/.test(tidy)) return "code";
  if (/^\d{12}$/.test(tidy)) return "card";
  if (/^\S+@\S+$/.test(tidy)) return "email";
  if (/^\+?\d{6,15}$/.test(tidy)) return "phone";
  return "other";
}

/** What may stand on a screen of a number that was typed: its head and its end. */
export function masked(text: string): string {
  const tidy = tidied(text);
  if (tidy.length < 7) return "*".repeat(tidy.length);
  return `${tidy.slice(0, 3)}${"*".repeat(Math.min(tidy.length - 7, 6))}${tidy.slice(-4)}`;
}

/** What may stand on a screen of a name that was typed, as the server masks it too. */
export function maskedName(name: string): string {
  const [first = "", ...rest] = [...name];
  return first + "*".repeat(Math.min(Math.max(1, rest.length), 3));
}

/** A number as people read it aloud: `138 0013 8000`, `8800 1234 5674`. */
export function spaced(text: string): string {
  if (/^1[\d*]{10}$/.test(text)) return `${text.slice(0, 3)} ${text.slice(3, 7)} ${text.slice(7)}`;
  if (/^\d{12}$|^\d{22}$/.test(text)) return text.replace(/(\d{4})(?=\d)/g, "$1 ");
  return text;
}
