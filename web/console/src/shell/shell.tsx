/** The frame around every room: the way to each, and who is signed in. */
import { Link, Outlet } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { common, LangChoice, ModeChoice, Seal } from "@tessera/shared/screen";
import { signOut } from "@tessera/shared/session";
import { type Room, RoomIcon } from "./icons.tsx";
import { words } from "./words.ts";

const ROOMS = [
  ["today", "/"],
  ["members", "/members"],
  ["program", "/program"],
  ["ledger", "/ledger"],
  ["import", "/import"],
  ["settings", "/settings"],
] as const satisfies readonly (readonly [Room, string])[];

export function Shell() {
  const t = useWords(words);
  const c = useWords(common);
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
          {ROOMS.map(([room, to]) => (
            <Link key={room} to={to} activeOptions={{ exact: to === "/" }} title={t.rooms[room]}>
              <RoomIcon room={room} />
              <span className="long">{t.rooms[room]}</span>
              <span className="short">{t.short[room]}</span>
            </Link>
          ))}
        </nav>
        <div className="side-foot">
          <LangChoice />
          <ModeChoice />
          <button type="button" className="text-button" onClick={signOut}>
            {c.signOut}
          </button>
        </div>
      </aside>
      <main className="room" id="room">
        <Outlet />
      </main>
    </div>
  );
}
