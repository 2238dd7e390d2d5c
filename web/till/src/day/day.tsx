/** What this till did today, to look up, print, and bring back. */
import { clock, day, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { useEffect, useRef, useState } from "react";
import { useHome, useKeys, useScans } from "../keys/use.ts";
import { now } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import type { Slip } from "../queue/slip.ts";
import { useSlips } from "../queue/use.ts";
import { isReceipt } from "../receipt/number.ts";
import { Receipt } from "../receipt/receipt.tsx";
import { usePlace } from "../shop/place.ts";
import { words } from "./words.ts";

interface DayProps {
  active: boolean;
  onReturn: (receipt: string) => void;
  onLeave: () => void;
}

const fits = (slip: Slip, wish: string) => {
  const text = `${slip.id} ${slip.shown.who} ${money(slip.shown.amount, slip.shown.currency)}`.toLowerCase();
  return text.replaceAll(",", "").includes(wish.trim().toLowerCase().replaceAll(",", ""));
};

export function DayList({ active, onReturn, onLeave }: DayProps) {
  const t = useWords(words);
  const { zone } = usePlace();
  const [wish, setWish] = useState("");
  const [chosen, setChosen] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const today = day(now().toISOString(), zone);
  const slips = useSlips()
    .filter((slip) => day(slip.at, zone) === today)
    .reverse();
  const shown = slips.filter((slip) => fits(slip, wish));
  const slip = shown.find(({ id }) => id === chosen) ?? shown[0];

  function move(by: number) {
    const at = shown.findIndex(({ id }) => id === slip?.id);
    setChosen(shown[Math.max(0, Math.min(shown.length - 1, at + by))]?.id ?? "");
  }

  const bringBack = () => slip?.kind === "order" && slip.state !== "refused" && onReturn(slip.id);
  useScans(active, (text) => onReturn(text.toUpperCase()), isReceipt);
  useHome(active);
  useKeys(active, {
    Escape: onLeave,
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    F6: () => void bringBack(),
    F9: () => print(),
  });
  useEffect(() => {
    if (active) field.current?.focus();
  }, [active]);

  return (
    <div className="desk day">
      <div className="desk-work">
        <header className="room-top">
          <h1>{t.day}</h1>
          <p className="soft">{t.dayAbout}</p>
        </header>
        <Totals slips={slips} />
        <input
          ref={field}
          data-home
          className="search"
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          autoComplete="off"
          value={wish}
          onChange={(event) => setWish(event.target.value)}
        />
        {slips.length === 0 ? (
          <Empty title={t.dayEmpty}>{t.dayEmptyHelp}</Empty>
        ) : shown.length === 0 ? (
          <p className="quiet">{t.noneFound}</p>
        ) : (
          <SlipTable slips={shown} chosen={slip?.id ?? ""} onChoose={setChosen} />
        )}
      </div>
      <aside className="slip">
        {slip && <Receipt slip={slip} />}
        <div className="acts">
          {slip?.kind === "order" && slip.state !== "refused" && (
            <Act k="F6" onAct={() => void bringBack()}>
              {t.return}
            </Act>
          )}
          {slip && (
            <Act k="F9" onAct={() => print()}>
              {t.print}
            </Act>
          )}
          <Act k="Esc" weight="quiet" onAct={onLeave}>
            {t.leave}
          </Act>
        </div>
      </aside>
    </div>
  );
}

function Totals({ slips }: { slips: Slip[] }) {
  const t = useWords(words);
  const { currency } = usePlace();
  const sum = (kind: Slip["kind"]) => {
    const of = slips.filter((slip) => slip.kind === kind && slip.state !== "refused" && slip.state !== "settled");
    return { count: of.length, amount: of.reduce((all, slip) => all + slip.shown.amount, 0) };
  };
  const sold = sum("order");
  const back = sum("return");
  return (
    <dl className="totals">
      <div>
        <dt>
          {t.sold} · {t.count(sold.count)}
        </dt>
        <dd className="num">{money(sold.amount, currency)}</dd>
      </div>
      <div>
        <dt>
          {t.back} · {t.count(back.count)}
        </dt>
        <dd className="num">{money(-back.amount, currency)}</dd>
      </div>
    </dl>
  );
}

interface TableProps {
  slips: Slip[];
  chosen: string;
  onChoose: (id: string) => void;
}

const TAGS: Record<Slip["state"], string> = {
  done: "good",
  waiting: "careful",
  parked: "careful",
  approval: "careful",
  refused: "bad",
  settled: "",
};

export function StateTag({ slip }: { slip: Slip }) {
  const t = useWords(words);
  return <span className={`tag ${TAGS[slip.state]}`}>{t.states[slip.state]}</span>;
}

function SlipTable({ slips, chosen, onChoose }: TableProps) {
  const t = useWords(words);
  const { zone } = usePlace();
  return (
    <ul className="slips">
      {slips.map((slip) => (
        <li key={slip.id}>
          <button type="button" aria-pressed={slip.id === chosen} onClick={() => onChoose(slip.id)}>
            <span className="num">{clock(slip.at, zone)}</span>
            <span className="slips-what">
              <strong>{t.kinds[slip.kind]}</strong> <span className="soft own-words">{slip.shown.who}</span>
              <small className="mono quiet">
                {slip.id}
                {slip.sent && <span className="own-words"> · {t.sentBy(slip.sent.name)}</span>}
              </small>
            </span>
            <StateTag slip={slip} />
            <span className="num slips-sum">
              {slip.kind === "enrol"
                ? ""
                : money(slip.kind === "return" ? -slip.shown.amount : slip.shown.amount, slip.shown.currency)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
