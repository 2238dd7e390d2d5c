/** The rooms, and what one must be allowed to be shown the way to each. */
import { may, type Who } from "@tessera/shared/session";
import type { Room } from "./icons.tsx";

const ROOMS = [
  { room: "today", to: "/", needs: "members:read" },
  { room: "members", to: "/members", needs: "members:read" },
  { room: "program", to: "/program", needs: "programs:read" },
  { room: "ledger", to: "/ledger", needs: "exports:create" },
  { room: "approvals", to: "/approvals", needs: "staff" },
  { room: "import", to: "/import", needs: "imports:write" },
  { room: "settings", to: "/settings", needs: undefined },
] as const satisfies readonly { room: Room; to: string; needs: string | undefined }[];

/** Whether the address leads to a room that is not shown to who is signed in. */
export function isClosed(path: string, who: Who | undefined): boolean {
  const under = (to: string) => (to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`));
  return ROOMS.some(({ to }) => under(to)) && !roomsOf(who).some(({ to }) => under(to));
}

export function roomsOf(who: Who | undefined) {
  return ROOMS.filter(
    ({ needs }) => needs === undefined || (needs === "staff" ? who?.kind === "staff" : may(who, needs)),
  );
}
