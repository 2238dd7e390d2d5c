/** Small things that every page uses. */
import type { ReactNode } from "react";
import { signed } from "../format/index.ts";
import { setLang, tagOf, useLang, useWords } from "../i18n/index.ts";
import { type Mode, setMode, useMode } from "../tokens/index.ts";
import { common } from "./words.ts";

/** The seal of the house. */
export function Seal({ size }: { size?: number }) {
  return (
    <span className="seal" style={size ? { fontSize: size } : undefined} aria-hidden="true">
      常
    </span>
  );
}

/** Units that came or went: never by colour alone. */
export function Signed({ units, decimals = 0 }: { units: number; decimals?: number }) {
  return <span className={units > 0 ? "in nowrap" : "nowrap"}>{signed(units, decimals)}</span>;
}

/** The head of a room: its name, a line about it, and what can be done. */
export function RoomHead({ title, about, actions }: { title: ReactNode; about?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="room-head">
      <div>
        <h1>{title}</h1>
        {about && <p>{about}</p>}
      </div>
      {actions && <div>{actions}</div>}
    </header>
  );
}

/** Chinese or English. */
export function LangChoice() {
  const lang = useLang();
  const t = useWords(common);
  return (
    <fieldset className="choice bare" aria-label={t.language}>
      {(["zh", "en"] as const).map((name) => (
        <button
          key={name}
          type="button"
          className="text-button"
          lang={tagOf(name)}
          aria-pressed={name === lang}
          onClick={() => setLang(name)}
        >
          {name === "zh" ? "中文" : "English"}
        </button>
      ))}
    </fieldset>
  );
}

/** Light, dark, or as the system says. */
export function ModeChoice() {
  const mode = useMode();
  const t = useWords(common);
  const names: Record<Mode, string> = { system: t.themeSystem, light: t.themeLight, dark: t.themeDark };
  return (
    <fieldset className="choice bare" aria-label={t.theme}>
      {(Object.keys(names) as Mode[]).map((name) => (
        <button
          key={name}
          type="button"
          className="text-button"
          aria-pressed={name === mode}
          onClick={() => setMode(name)}
        >
          {names[name]}
        </button>
      ))}
    </fieldset>
  );
}
