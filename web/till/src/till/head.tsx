/** The head: which shop and till, whether the server is there, what waits, who sells. */
import { clock } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Seal } from "@tessera/shared/screen";
import { useEffect, useState } from "react";
import type { Cashier } from "../entry/remembered.ts";
import { useShift } from "../entry/shift.tsx";
import { now, useConnection } from "../net/connection.ts";
import { changeOver, useOffline } from "../offline/start.ts";
import { tillName, useOpen } from "../queue/use.ts";
import { usePlace } from "../shop/place.ts";
import { DecidedNews } from "./decided-news.tsx";
import { SentForOthers } from "./sent-for-others.tsx";
import { words } from "./words.ts";

interface HeadProps {
  cashier: Cashier;
  onQueue: () => void;
  onSettings: () => void;
}

export function Head({ cashier, onQueue, onSettings }: HeadProps) {
  const t = useWords(words);
  const { up } = useConnection();
  const { name, store, zone } = usePlace();
  const { update } = useOffline();
  const shift = useShift();
  return (
    <>
      <header className="till-head">
        <Seal size={16} />
        <span className="till-name">{t.title}</span>
        <button type="button" className="text-button till-store own-words" onClick={onSettings}>
          {name || store || t.noStore} <small className="mono quiet">{tillName()}</small>
        </button>
        <span className="till-gap" />
        <State up={up} onQueue={onQueue} />
        <Clock zone={zone} />
        <span className="till-cashier own-words">{cashier.name}</span>
        <button
          type="button"
          className="text-button"
          disabled={!shift.may || shift.busy}
          aria-describedby={up ? undefined : "till-away"}
          onClick={() => void shift.end()}
        >
          {t.signOut}
        </button>
      </header>
      {!up && (
        <p className="till-away" id="till-away" role="status">
          <strong>{t.away}</strong> {t.awayHelp}
        </p>
      )}
      {up && shift.said && (
        <p className="till-away" role="alert">
          {shift.said}
        </p>
      )}
      <DecidedNews />
      <SentForOthers />
      {update && (
        <p className="till-update" role="status">
          {t.update}{" "}
          <button type="button" className="text-button" onClick={changeOver}>
            <u>{t.updateNow}</u>
          </button>
        </p>
      )}
    </>
  );
}

function State({ up, onQueue }: { up: boolean; onQueue: () => void }) {
  const t = useWords(words);
  const { waiting, attention } = useOpen();
  return (
    <span className="till-state">
      <span className={up ? "lamp up" : "lamp away"}>
        <i aria-hidden="true" />
        {up ? t.up : t.away}
      </span>
      {waiting.length > 0 && (
        <button type="button" className="chip careful" onClick={onQueue}>
          {t.waiting(waiting.length)}
        </button>
      )}
      {attention.length > 0 && (
        <button type="button" className="chip bad" onClick={onQueue}>
          {t.attention(attention.length)}
        </button>
      )}
    </span>
  );
}

function Clock({ zone }: { zone: string }) {
  const t = useWords(words);
  const [shown, setShown] = useState(() => clock(now().toISOString(), zone));
  useEffect(() => {
    const tick = () => setShown(clock(now().toISOString(), zone));
    tick();
    const timer = setInterval(tick, 5000);
    return () => clearInterval(timer);
  }, [zone]);
  return (
    <time className="till-clock num" title={t.clock}>
      {shown}
    </time>
  );
}
