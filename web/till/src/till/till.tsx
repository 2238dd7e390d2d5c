/** The till: its head with the state of things, its places, and the row of keys. */
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useState } from "react";
import { DayList } from "../day/day.tsx";
import type { Cashier } from "../entry/remembered.ts";
import { useKeys } from "../keys/use.ts";
import { Act } from "../pieces/act.tsx";
import { useOpen } from "../queue/use.ts";
import { ReturnDesk } from "../returns/desk.tsx";
import { Desk } from "../sale/desk.tsx";
import { useProgramNames } from "../shop/names.ts";
import { WaitingList } from "../waiting/waiting.tsx";
import { Head } from "./head.tsx";
import { KeyLeaf } from "./key-leaf.tsx";
import { SettingsLeaf, useStore } from "./settings-leaf.tsx";
import { words } from "./words.ts";

export type View = "sale" | "returns" | "day" | "queue";

interface TillProps {
  cashier: Cashier;
  active: boolean;
}

export function Till({ cashier, active }: TillProps) {
  const t = useWords(words);
  const [view, setView] = useState<View>("sale");
  const [wish, setWish] = useState({ receipt: "", at: 0 });
  const [leaf, setLeaf] = useState<"keys" | "settings" | null>(null);
  useStore(cashier);
  useProgramNames();
  useTitle(t.title);

  const toSale = () => setView("sale");
  function toReturn(receipt: string) {
    setWish(({ at }) => ({ receipt, at: at + 1 }));
    setView("returns");
  }

  useKeys(active, {
    F1: () => setLeaf("keys"),
    F6: () => setView("returns"),
    F7: () => setView("day"),
    F8: () => setView("queue"),
    F10: () => setLeaf("settings"),
  });
  const at = (name: View) => active && view === name;
  return (
    <div className="till">
      <Head cashier={cashier} onQueue={() => setView("queue")} onSettings={() => setLeaf("settings")} />
      <main className="till-main">
        <div className="place" hidden={view !== "sale"}>
          <Desk active={at("sale")} cashier={cashier.name} onReturn={toReturn} />
        </div>
        {view === "returns" && (
          <ReturnDesk
            active={at("returns")}
            cashier={cashier.name}
            wish={wish}
            onLeave={() => {
              setWish({ receipt: "", at: 0 });
              toSale();
            }}
            onDay={() => setView("day")}
          />
        )}
        {view === "day" && <DayList active={at("day")} onReturn={toReturn} onLeave={toSale} />}
        {view === "queue" && <WaitingList active={at("queue")} cashier={cashier.name} onLeave={toSale} />}
      </main>
      <Places view={view} onView={setView} onLeaf={setLeaf} />
      {leaf === "keys" && <KeyLeaf onClose={() => setLeaf(null)} />}
      {leaf === "settings" && <SettingsLeaf cashier={cashier} onClose={() => setLeaf(null)} />}
    </div>
  );
}

function useTitle(title: string) {
  const count = useOpen().open.length;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }, [title, count]);
}

interface PlacesProps {
  view: View;
  onView: (view: View) => void;
  onLeaf: (leaf: "keys" | "settings") => void;
}

function Places({ view, onView, onLeaf }: PlacesProps) {
  const t = useWords(words);
  const count = useOpen().open.length;
  const places: [View, string, string][] = [
    ["sale", t.sale, view === "sale" ? "" : "Esc"],
    ["returns", t.returns, "F6"],
    ["day", t.day, "F7"],
    ["queue", count > 0 ? `${t.queue} ${count}` : t.queue, "F8"],
  ];
  return (
    <nav className="places" aria-label={t.nav}>
      {places.map(([name, label, key]) => (
        <Act key={name} {...(key && { k: key })} weight="quiet" pressed={view === name} onAct={() => onView(name)}>
          {label}
        </Act>
      ))}
      <span className="places-gap" />
      <Act k="F10" weight="quiet" onAct={() => onLeaf("settings")}>
        {t.settings}
      </Act>
      <Act k="F1" weight="quiet" onAct={() => onLeaf("keys")}>
        {t.keys}
      </Act>
    </nav>
  );
}
