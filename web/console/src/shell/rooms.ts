/** The rooms, and what one must be allowed to be shown the way to each. */
import { may, type Who } from "@tessera/shared/session";
import type { Room } from "./icons.tsx";

interface Way {
  room: Room;
  to: string;
  /** Any one of these opens it; nothing: it is everybody's. */
  needs: readonly string[];
  /** For people, not for programs. */
  isForStaff?: boolean;
}

const ROOMS = [
  // The figures of the whole shop are not for who serves in one.
  { room: "today", to: "/", needs: ["figures:read"] },
  { room: "members", to: "/members", needs: ["members:read"] },
  { room: "program", to: "/program", needs: ["programs:read"] },
  { room: "ledger", to: "/ledger", needs: ["exports:create"] },
  // Who may ask for something that needs a second person, and who may be that person.
  {
    room: "approvals",
    to: "/approvals",
    needs: ["approvals:decide", "ledger:adjust", "programs:write"],
    isForStaff: true,
  },
  { room: "import", to: "/import", needs: ["imports:write"] },
  { room: "settings", to: "/settings", needs: [] },
] as const satisfies readonly Way[];

/** Whether the address leads to a room that is not shown to who is signed in. */
export function isClosed(path: string, who: Who | undefined): boolean {
  const room = roomAt(path);
  return room !== undefined && !roomsOf(who).some((open) => open.room === room);
}

/** The room that an address leads into. */
export function roomAt(path: string): Room | undefined {
  return ROOMS.find(({ to }) => (to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`)))?.room;
}

export function roomsOf(who: Who | undefined) {
  return ROOMS.filter(
    ({ needs, ...way }) =>
      (needs.length === 0 || needs.some((scope) => may(who, scope))) && !("isForStaff" in way && who?.kind !== "staff"),
  );
}
