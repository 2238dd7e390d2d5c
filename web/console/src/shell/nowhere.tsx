import { Link } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { common, Empty } from "@tessera/shared/screen";
import { may, useWho } from "@tessera/shared/session";
import { isClosed, roomAt } from "./rooms.ts";
import { words } from "./words.ts";

/** An address that leads to no room. */
export function Nowhere() {
  const t = useWords(words);
  return (
    <Empty title={t.nowhere} action={<Link to="/">{t.home}</Link>}>
      {t.nowhereHelp}
    </Empty>
  );
}

/** A room that who is signed in has no business in. */
export function Closed({ path }: { path: string }) {
  const t = useWords(words);
  const c = useWords(common);
  const who = useWho();
  const role = who?.kind === "staff" ? (c.roles[who.role] ?? who.role) : t.key;
  const room = roomAt(path);
  return (
    <>
      <h1 className="hidden-visually">{t.closed}</h1>
      <Empty
        glyph={c.glyphs.forbidden}
        title={t.closed}
        action={
          isClosed("/", who) ? (
            may(who, "orders:write") && <a href="/till/">{t.toTill}</a>
          ) : (
            <Link to="/">{t.home}</Link>
          )
        }
      >
        {t.closedHelp(role, room ? t.rooms[room] : path)}
      </Empty>
    </>
  );
}
