/** The token of an invitation link, `/console/welcome#token=…`: what stands behind `#` is sent to no server and stands in no log. Older links have it behind `?`. */

/** Reads the token, and takes it out of the address: it is worth a sign-in and must not stay in the history. */
export function invitation(): string {
  const token = tokenOf(window.location);
  if (token) window.history.replaceState(null, "", "/console/");
  return token;
}

export function tokenOf({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): string {
  const inside = /^#\/?welcome\?(.*)$/.exec(hash)?.[1];
  const places = /\/welcome\/?$/.test(pathname) ? [hash.slice(1), search] : [inside];
  return places.map((place) => new URLSearchParams(place).get("token")).find(Boolean) ?? "";
}
