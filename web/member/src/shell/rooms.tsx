/** The rooms and the bar below them, in reach of one thumb. */
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useRef } from "react";
import { Home } from "../card/page.tsx";
import { History } from "../history/page.tsx";
import { Erase } from "../me/erase.tsx";
import { Kept } from "../me/kept.tsx";
import { Me } from "../me/page.tsx";
import { PhoneForm } from "../me/phone.tsx";
import { ProfileForm } from "../me/profile.tsx";
import { RulesRoom } from "../rules/page.tsx";
import { BarIcon, type Icon } from "./icons.tsx";
import { useOnline } from "./online.ts";
import { leadsTo, usePlace } from "./route.ts";
import { words } from "./words.ts";

const BAR: { icon: Icon; place: string }[] = [
  { icon: "card", place: "" },
  { icon: "history", place: "history" },
  { icon: "rules", place: "rules" },
  { icon: "me", place: "me" },
];

export function Rooms({ onErased }: { onErased: () => void }) {
  const t = useWords(words);
  const place = usePlace();
  const isOnline = useOnline();
  const room = place.split("/")[0] ?? "";
  const here = BAR.find((item) => item.place === room)?.icon ?? "card";
  useEffect(() => {
    document.title = `${t[here]} · Tessera 常客`;
  }, [t, here]);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    // Who hears the page instead of seeing it learns that another room is open.
    if (shown.current !== place) main.current?.focus({ preventScroll: true });
    shown.current = place;
  }, [place]);
  return (
    <>
      {!isOnline && (
        <p className="offline" role="status">
          {t.offline}
        </p>
      )}
      <main className="room" key={place} ref={main} tabIndex={-1}>
        {roomOf(place, onErased)}
      </main>
      <nav className="bar" aria-label={t.rooms}>
        {BAR.map(({ icon, place: to }) => (
          <a key={icon} {...leadsTo(to)} aria-current={icon === here ? "page" : undefined}>
            <BarIcon icon={icon} />
            <span>{t[icon]}</span>
          </a>
        ))}
      </nav>
    </>
  );
}

function roomOf(place: string, onErased: () => void) {
  switch (place) {
    case "history":
      return <History />;
    case "rules":
      return <RulesRoom />;
    case "me":
      return <Me />;
    case "me/profile":
      return <ProfileForm />;
    case "me/phone":
      return <PhoneForm />;
    case "me/kept":
      return <Kept />;
    case "me/erase":
      return <Erase onErased={onErased} />;
    default:
      return <Home />;
  }
}
