/** The token of an invitation link, `/console/welcome?token=…` or `/console/#/welcome?token=…`. */

/** Reads the token, and takes it out of the address: it is worth a sign-in and must not stay in the history. */
export function invitation(): string {
  const { pathname, search, hash } = window.location;
  const query = /\/welcome\/?$/.test(pathname) ? search : (/^#\/?welcome(\?.*)$/.exec(hash)?.[1] ?? "");
  const token = new URLSearchParams(query).get("token") ?? "";
  if (token) window.history.replaceState(null, "", "/console/");
  return token;
}
