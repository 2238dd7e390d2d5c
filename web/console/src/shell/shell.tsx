/** The frame around every room: the way to each, and who is signed in. */
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { Seal } from "@tessera/shared/screen";
import { useWho } from "@tessera/shared/session";
import { useWaiting } from "../approvals.ts";
import { RoomIcon } from "./icons.tsx";
import { Me } from "./me.tsx";
import { Closed } from "./nowhere.tsx";
import { isClosed, roomsOf } from "./rooms.ts";
import { words } from "./words.ts";

export function Shell() {
  const t = useWords(words);
  const who = useWho();
  const rooms = roomsOf(who);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const waiting = useWaiting();
  return (
    <div className="shell">
      <a className="skip" href="#room">
        {t.skip}
      </a>
      <aside className="side">
        <div className="brand">
          <Seal />
          <span>
            <b>常客</b>
            <small>{t.console}</small>
          </span>
        </div>
        <nav className="rooms" aria-label={t.nav}>
          {rooms.map(({ room, to }) => (
            <Link key={room} to={to} activeOptions={{ exact: to === "/" }} title={t.rooms[room]}>
              <RoomIcon room={room} />
              <span className="long">{t.rooms[room]}</span>
              <span className="short">{t.short[room]}</span>
              {room === "approvals" && waiting > 0 && (
                <span className="waiting">
                  {waiting}
                  <span className="hidden-visually"> {t.waiting(waiting)}</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
        <div className="side-foot">
          <Me />
        </div>
      </aside>
      <main className="room" id="room">
        {isClosed(path, who) ? <Closed path={path} /> : <Outlet />}
      </main>
    </div>
  );
}
