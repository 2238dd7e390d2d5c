/** What a program document holds, seen as tables: the names that forms offer, and the parts that cards show. */
import { at, isTable, type Path, type Table, type Value } from "./value.ts";

export const tableAt = (document: Table, path: Path): Table => {
  const found = at(document, path);
  return isTable(found) ? found : {};
};

export const listAt = (document: Table, path: Path): Table[] => {
  const found = at(document, path);
  return Array.isArray(found) ? found.filter(isTable) : [];
};

/** A text of a table; empty where there is none. */
export const textIn = (table: Table, key: string): string => {
  const value = table[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** What people call a part, in a language; its name where it is not called anything. */
export function labelOf(label: Value | undefined, lang: "zh" | "en", name: string): string {
  if (typeof label === "string") return label || name;
  return isTable(label) ? textIn(label, lang) || name : name;
}

export interface Named {
  name: string;
  label: string;
}

/** The wallets, rules and tiers that a document names. */
export function namesIn(document: Table, lang: "zh" | "en") {
  const named = (list: Table[]): Named[] =>
    list.map((item) => ({ name: textIn(item, "name"), label: labelOf(item.label, lang, textIn(item, "name")) }));
  return {
    wallets: Object.entries(tableAt(document, ["wallets"])).map(([name, wallet]) => ({
      name,
      label: labelOf(isTable(wallet) ? wallet.label : undefined, lang, name),
    })),
    rules: named(listAt(document, ["rules"])),
    tiers: named(listAt(document, ["tiers", "tier"])),
  };
}

/** A name that nothing in the list has yet. */
export function freshName(wish: string, taken: readonly string[]): string {
  if (!taken.includes(wish)) return wish;
  for (let number = 2; ; number += 1) if (!taken.includes(`${wish}_${number}`)) return `${wish}_${number}`;
}

/** What a rule gives: which of the four ways. */
export type GiveKind = "rate" | "bands" | "units" | "multiply";

export function giveKind(rule: Table): GiveKind {
  const give = tableAt(rule, ["give"]);
  if ("bands" in give) return "bands";
  if ("units" in give) return "units";
  if ("multiply" in give) return "multiply";
  return "rate";
}

/** Whether a finding or a sentence belongs to a part: `rules[2].give` and `rules.base` both belong to rule 2, named base. */
export function belongs(path: string, list: string, index: number | undefined, name: string): boolean {
  const heads = [...(index === undefined ? [] : [`${list}[${index}]`]), ...(name ? [`${list}.${name}`] : [])];
  return heads.some((head) => path === head || path.startsWith(`${head}.`) || path.startsWith(`${head}[`));
}
