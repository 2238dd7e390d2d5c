/** 设置: one's own account, and for those who may: stores, staff, keys, limits, audit. */
import { Link, Outlet } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { RoomHead } from "@tessera/shared/screen";
import { may, useWho } from "@tessera/shared/session";
import { useTitle } from "../../shell/title.ts";
import "./settings.css";
import { words } from "./words.ts";

const TABS = [
  { tab: "account", to: "/settings", needs: undefined },
  { tab: "stores", to: "/settings/stores", needs: "members:read" },
  { tab: "staff", to: "/settings/staff", needs: "staff:admin" },
  { tab: "approval", to: "/settings/approval", needs: "staff:admin" },
  { tab: "keys", to: "/settings/keys", needs: "keys:admin" },
  { tab: "audit", to: "/settings/audit", needs: "audit:read" },
] as const;

export function Settings() {
  const t = useWords(words);
  const who = useWho();
  useTitle(t.title);
  return (
    <>
      <RoomHead title={t.title} />
      <nav className="tabs" aria-label={t.title}>
        {TABS.filter(({ needs }) => needs === undefined || may(who, needs)).map(({ tab, to }) => (
          <Link key={tab} to={to} activeOptions={{ exact: true }}>
            {t.tabs[tab]}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
