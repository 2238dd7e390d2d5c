/** 会员计划: what decides, and what might. */
import { Link, Outlet } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { RoomHead } from "@tessera/shared/screen";
import { useTitle } from "../../shell/title.ts";
import "./program.css";
import { words } from "./words.ts";

const TABS = [
  ["current", "/program"],
  ["draft", "/program/draft"],
  ["try", "/program/try"],
  ["backtest", "/program/backtest"],
  ["versions", "/program/versions"],
] as const;

export function Program() {
  const t = useWords(words);
  useTitle(t.title);
  return (
    <>
      <RoomHead title={t.title} about={t.about} />
      <nav className="tabs" aria-label={t.title}>
        {TABS.map(([tab, to]) => (
          <Link key={tab} to={to} activeOptions={{ exact: true }}>
            {t.tabs[tab]}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
