/** Whether what was typed looks like a phone, for the words around it alone: who it is, the server says. */
export function phoneIn(text: string): string | undefined {
  const tidy = text
    .normalize("NFKC")
    .trim()
    .replace(/[\s().-]/g, "");
  return /^(?:1\d{10}|\+\d{6,15})$/.test(tidy) ? tidy : undefined;
}
