/** Who is signed in, and the way out. */
import { Link } from "@tanstack/react-router";
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { common, LangChoice, ModeChoice } from "@tessera/shared/screen";
import { may, signOut, useWho } from "@tessera/shared/session";
import { App, Popover } from "antd";
import { useState } from "react";
import { useStoreName } from "../stores.ts";
import { words } from "./words.ts";

/** Name, role and store in the shell; language, appearance and signing out behind it. */
export function Me() {
  const t = useWords(words);
  const c = useWords(common);
  const who = useWho();
  const storeName = useStoreName();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const leave = () => void signOut().catch((error) => message.error(problemOf(error).message));
  if (!who || who.kind === "member") return null;
  const name = who.kind === "staff" ? who.display_name : who.name || t.key;
  const role = who.kind === "staff" ? (c.roles[who.role] ?? who.role) : t.byKey;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      content={
        <div className="me-card">
          <p>
            <b className="as-written">{name}</b>
            <br />
            <span className="quiet as-written">
              {role}
              {who.store ? ` · ${storeName(who.store)}` : who.kind === "staff" ? ` · ${t.allStores}` : ""}
            </span>
          </p>
          <LangChoice />
          <ModeChoice />
          <div className="me-ways">
            {who.kind === "staff" && (
              <Link to="/settings" onClick={() => setOpen(false)}>
                {t.account}
              </Link>
            )}
            {who.kind === "staff" && may(who, "orders:write") && <a href="/till/">{t.toTill}</a>}
            <button type="button" className="text-button" onClick={leave}>
              {c.signOut}
            </button>
          </div>
        </div>
      }
    >
      <button type="button" className="me" aria-expanded={open}>
        <span className="me-mark as-written" aria-hidden="true">
          {[...name][0]}
        </span>
        <span className="hidden-visually as-written">{t.me(name)}</span>
        <span className="me-name">
          <b className="as-written">{name}</b>
          <small className="as-written">
            {role}
            {who.store && ` · ${storeName(who.store)}`}
          </small>
        </span>
      </button>
    </Popover>
  );
}
