/** The draft as cards that read as sentences, each with its form. */
import type { Said } from "@tessera/shared/api";
import { useLang, useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import { moveItem, setAt } from "../../../document/edit.ts";
import { belongs, freshName, labelOf, listAt, tableAt, textIn } from "../../../document/program.ts";
import { isTable, type Path, type Table, type Value } from "../../../document/value.ts";
import { currentDraft, setDraft } from "../../../program/draft.ts";
import { Card, type CardAct } from "./card.tsx";
import "./cards.css";
import { AddCap, AddRule, AddTiers, AddWallet } from "./adding.tsx";
import { PartDrawer } from "./part-drawer.tsx";
import { words } from "./words.ts";

/** Writes into the draft as it is now, not as it was when a form was drawn. */
export const put = (path: Path, value: Value | undefined) => setDraft(setAt(currentDraft(), path, value));

interface CardsProps {
  document: Table;
  reading: Said<"ProgramReading"> | undefined;
  /** The reading is from before an error came in. */
  isStale: boolean;
  /** What was changed last is being read. */
  isReading: boolean;
  findings: readonly Said<"Finding">[];
}

/** A part of the document as a card shows it. */
export interface Part {
  section: "program" | "wallets" | "rules" | "caps" | "tiers";
  path: Path;
  name: string;
  label: string;
  sentences: string[];
  /** The sentences are from before an error came in. */
  isStale: boolean;
  isReading: boolean;
  findings: Said<"Finding">[];
}

const SUBJECT = { program: "program", wallets: "wallet", rules: "rule", caps: "cap", tiers: "tier" } as const;

/** The name stands in the title already, and whole units need no word. */
const isNews = ({ path, text }: Said<"ProgramSentence">) =>
  !/\.(label|name)$/.test(path) && !(path.endsWith(".decimals") && /\b0\b/.test(text));

export function usePart({ reading, isStale, isReading, findings }: CardsProps) {
  const lang = useLang();
  return (section: Part["section"], path: Path, table: Table, name: string): Part => {
    const index = typeof path[1] === "number" ? path[1] : undefined;
    const list = section === "tiers" ? "tiers" : section;
    const isWhole = section === "tiers" || section === "program";
    return {
      section,
      path,
      name,
      label:
        section === "program" ? labelOf(table.name, lang, textIn(table, "code")) : labelOf(table.label, lang, name),
      sentences:
        reading?.parts
          .filter((part) => part.subject === SUBJECT[section] && (isWhole || part.name === name))
          .flatMap((part) => part.sentences.filter(isNews).map(({ text }) => text)) ?? [],
      isStale,
      isReading,
      findings: findings.filter(({ path: where }) =>
        isWhole
          ? where === list || where.startsWith(`${list}.`) || where.startsWith(`${list}[`)
          : belongs(where, list, index, name),
      ),
    };
  };
}

export function Cards(props: CardsProps) {
  const { document } = props;
  const t = useWords(words);
  const part = usePart(props);
  const [open, setOpen] = useState<Path>();
  const shown = open && partAt(document, open, part);
  const wallets = Object.entries(tableAt(document, ["wallets"])).filter((entry): entry is [string, Table] =>
    isTable(entry[1]),
  );
  const walletNames = wallets.map(([name]) => name);
  const rules = listAt(document, ["rules"]);
  const caps = listAt(document, ["caps"]);
  const examples = listAt(document, ["examples"]).length;
  const view = (section: Part["section"], path: Path, table: Table, name: string, acts?: CardAct[]) => (
    <Card
      key={path.join(".")}
      part={part(section, path, table, name)}
      onEdit={() => setOpen(path)}
      acts={acts ?? []}
      table={table}
    />
  );
  return (
    <div className="reading">
      <section>
        <div className="cards">{view("program", ["program"], tableAt(document, ["program"]), "")}</div>
      </section>
      <Section name="wallets" add={<AddWallet taken={walletNames} onAdd={setOpen} />}>
        {wallets.map(([name, wallet]) =>
          view("wallets", ["wallets", name], wallet, name, [dropAct(["wallets", name])]),
        )}
      </Section>
      <Section
        name="rules"
        add={walletNames[0] ? <AddRule wallet={walletNames[0]} rules={rules} onAdd={setOpen} /> : undefined}
        empty={walletNames[0] ? undefined : t.noWallet}
      >
        {rules.map((rule, at) =>
          view("rules", ["rules", at], rule, textIn(rule, "name"), itemActs("rules", rules, at)),
        )}
      </Section>
      <Section
        name="caps"
        add={walletNames[0] ? <AddCap wallet={walletNames[0]} caps={caps} onAdd={setOpen} /> : undefined}
      >
        {caps.map((cap, at) => view("caps", ["caps", at], cap, textIn(cap, "name"), itemActs("caps", caps, at)))}
      </Section>
      <Section name="tiers" add={document.tiers ? undefined : <AddTiers onAdd={setOpen} />}>
        {isTable(document.tiers) && view("tiers", ["tiers"], document.tiers, "", [dropAct(["tiers"])])}
      </Section>
      {examples > 0 && (
        <p className="quiet">
          {t.examples(examples)}{" "}
          <button type="button" className="text-button" onClick={() => put(["examples"], undefined)}>
            <u>{t.dropExamples}</u>
          </button>
        </p>
      )}
      {shown && (
        <PartDrawer document={document} part={shown.part} table={shown.table} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}

/** The part that stands at a path now, if there still is one. */
function partAt(document: Table, path: Path, part: ReturnType<typeof usePart>) {
  const [head, step] = path;
  const table =
    path.length === 1
      ? document[String(head)]
      : Array.isArray(document[String(head)])
        ? (document[String(head)] as Value[])[Number(step)]
        : tableAt(document, [String(head)])[String(step)];
  if (!isTable(table)) return undefined;
  const name = head === "wallets" ? String(step) : textIn(table, "name");
  return { table, part: part(head as Part["section"], path, table, path.length === 1 ? "" : name) };
}

const dropAct = (path: Path): CardAct => ({ act: "drop", run: () => put(path, undefined) });

/** What can be done with an item of a list beside changing it. */
function itemActs(list: "rules" | "caps", items: Table[], at: number): CardAct[] {
  const taken = items.map((item) => textIn(item, "name"));
  const item = items[at];
  const move = (to: number) => setDraft(moveItem(currentDraft(), [list], at, to));
  return [
    ...(at > 0 ? [{ act: "up" as const, run: () => move(at - 1) }] : []),
    ...(at < items.length - 1 ? [{ act: "down" as const, run: () => move(at + 1) }] : []),
    {
      act: "copy",
      run: () => item && put([list, items.length], { ...item, name: freshName(textIn(item, "name"), taken) }),
    },
    dropAct([list, at]),
  ];
}

interface SectionProps {
  name: "wallets" | "rules" | "caps" | "tiers";
  add: React.ReactNode;
  empty?: string | undefined;
  children: React.ReactNode;
}

function Section({ name, add, empty, children }: SectionProps) {
  const t = useWords(words);
  const isEmpty = Array.isArray(children) ? children.length === 0 : !children;
  return (
    <section>
      <div className="sheet-head section-head">
        <div>
          <h2>{t.sections[name]}</h2>
          <span className="quiet">{t.about[name]}</span>
        </div>
        {add}
      </div>
      {isEmpty ? <p className="quiet">{empty ?? t.none}</p> : <div className="cards">{children}</div>}
    </section>
  );
}
