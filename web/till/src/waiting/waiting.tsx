/** What is not booked yet: what waits for the server, and what a person has to settle. */
import { clock, day, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { useEffect, useRef } from "react";
import { StateTag } from "../day/day.tsx";
import { words } from "../day/words.ts";
import { useKeys } from "../keys/use.ts";
import { look, now } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { isBarred, type Slip } from "../queue/slip.ts";
import { isLasting, sendNow, useHand, useOpen, useSlip } from "../queue/use.ts";
import { usePlace } from "../shop/place.ts";
import { Settling } from "./settling.tsx";

interface WaitingProps {
  active: boolean;
  cashier: string;
  onLeave: () => void;
}

export function WaitingList({ active, cashier, onLeave }: WaitingProps) {
  const t = useWords(words);
  const { open, waiting, attention } = useOpen();
  const head = useRef<HTMLHeadingElement>(null);
  const send = () => void look().then(sendNow);
  useKeys(active, { Escape: onLeave, F9: send });
  useEffect(() => {
    if (active) head.current?.focus();
  }, [active]);
  return (
    <div className="room">
      <header className="room-top">
        <h1 ref={head} tabIndex={-1}>
          {t.queue}
        </h1>
        <p className="soft">{t.queueAbout}</p>
        {!isLasting() && (
          <p className="fault" role="alert">
            {t.notLasting}
          </p>
        )}
      </header>
      {open.length === 0 && (
        <Empty title={t.queueEmpty} glyph={t.queueClear}>
          {t.queueEmptyHelp}
        </Empty>
      )}
      {attention.length > 0 && (
        <section className="sheet attention">
          <h2>{t.attention}</h2>
          <ul className="open-slips">
            {attention.map((slip) => (
              <li key={slip.id}>
                <Line slip={slip} />
                <Settling slip={slip} cashier={cashier} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section className="sheet">
          <h2>{t.waiting}</h2>
          <ul className="open-slips">
            {waiting.map((slip) => (
              <li key={slip.id}>
                <Line slip={slip} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="acts">
        {waiting.length > 0 && (
          <Act k="F9" weight="main" onAct={send}>
            {t.sendNow}
          </Act>
        )}
        <Act k="Esc" onAct={onLeave}>
          {t.leave}
        </Act>
      </div>
    </div>
  );
}

/** Why a slip waits that nobody has to look at, where the server is there. */
function Why({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const hand = useHand();
  const sale = useSlip(slip.kind === "return" ? slip.shown.against : undefined);
  if (slip.state !== "waiting") return null;
  if (isBarred(slip, hand)) return <small className="careful-text">{t.barred}</small>;
  return sale?.state === "refused" ? <small className="careful-text">{t.afterSale}</small> : null;
}

function Line({ slip }: { slip: Slip }) {
  const t = useWords(words);
  const { zone } = usePlace();
  const on = day(slip.at, zone);
  const today = day(now().toISOString(), zone);
  const hand = useHand();
  const isOthers = slip.by !== undefined && slip.by.id !== hand?.id;
  return (
    <p className="open-slip">
      <span className="num">
        {on === today ? "" : `${on.slice(5)} `}
        {clock(slip.at, zone)}
      </span>
      <span className="slips-what">
        <strong>{t.kinds[slip.kind]}</strong> <span className="soft own-words">{slip.shown.who}</span>
        <small className="mono quiet">
          {slip.id}
          {isOthers && <span className="own-words"> · {t.madeBy(slip.by?.name ?? "")}</span>}
          {slip.tries > 0 && ` · ${t.tries(slip.tries)}`}
        </small>
        <Why slip={slip} />
      </span>
      <StateTag slip={slip} />
      <span className="num slips-sum">
        {slip.kind === "enrol" ? "" : money(slip.shown.amount, slip.shown.currency, slip.shown.decimals)}
      </span>
    </p>
  );
}
