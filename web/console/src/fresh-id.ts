/** Ids under which the console sends what it does: the same one again when it is sent again, so that nothing counts twice. */
export function freshId(kind: string): string {
  // Not `randomUUID`: browsers keep that from pages that are not served over TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${kind}-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
