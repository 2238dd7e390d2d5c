/** Values as TOML. */
import { isTable, type Path, type Table, type Value } from "./value.ts";

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/;
/** Keys whose texts are dates, which TOML writes without quotes. */
const DATED = new Set(["from", "until", "at"]);
/** Longer lists are written an item a line. */
const LONG = 90;

export const keyText = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

function text(value: string): string {
  // Conditions are full of quotes: a literal string shows them as they are.
  if (value.includes('"') && !value.includes("'") && !/\p{Cc}/u.test(value)) return `'${value}'`;
  const escaped = value.replace(/["\\\p{Cc}]/gu, (mark) => {
    const known: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
    return known[mark] ?? `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** A value as it stands after `=`. */
export function inline(value: Value, key = "", isInner = false): string {
  if (typeof value === "string") {
    if (DATED.has(key) && DATE.test(value)) return value.length === 16 ? `${value}:00` : value;
    return text(value);
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => inline(item, "", true));
    const line = `[${items.join(", ")}]`;
    return !isInner && (line.length > LONG || value.filter(isTable).length > 1)
      ? `[\n${items.map((item) => `  ${item},\n`).join("")}]`
      : line;
  }
  const fields = Object.entries(value).map(([name, field]) => `${keyText(name)} = ${inline(field, name, true)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

const isListOfTables = (value: Value): value is Table[] =>
  Array.isArray(value) && value.length > 0 && value.every(isTable);

/** Tables that are written under a head of their own rather than within a line. */
const HEADED = [/^program$/, /^wallets\.[^.]+$/, /^wallets\.[^.]+\.redemption$/, /^tiers$/];
const HEADED_LISTS = [/^rules$/, /^caps$/, /^tiers\.tier$/, /^examples$/];

/** Whether a table at a path is written under a head. */
export function isHeaded(path: Path): boolean {
  const name = path.join(".");
  return HEADED.some((pattern) => pattern.test(name));
}

/** A table under its head, with what is headed within it below. */
export function section(path: Path, table: Table, isItem = false): string {
  const head = path
    .filter((step) => typeof step === "string")
    .map((step) => keyText(String(step)))
    .join(".");
  const own: string[] = [];
  const below: string[] = [];
  for (const [key, value] of Object.entries(table)) {
    const place = [...path, key];
    if (isTable(value) && !isItem && isHeaded(place)) below.push(section(place, value));
    else if (isListOfTables(value) && !isItem && isHeadedList(place))
      below.push(...value.map((item) => section(place, item, true)));
    else own.push(`${keyText(key)} = ${inline(value, key)}\n`);
  }
  return [`${isItem ? `[[${head}]]` : `[${head}]`}\n${own.join("")}`, ...below].join("\n");
}

export function isHeadedList(path: Path): boolean {
  return HEADED_LISTS.some((pattern) => pattern.test(path.join(".")));
}

/** A whole document, written afresh. */
export function whole(document: Table): string {
  const parts: string[] = [];
  const loose: string[] = [];
  for (const [key, value] of Object.entries(document)) {
    if (key === "wallets" && isTable(value)) {
      for (const [name, wallet] of Object.entries(value)) {
        if (isTable(wallet)) parts.push(section([key, name], wallet));
      }
    } else if (isTable(value)) parts.push(section([key], value));
    else if (isListOfTables(value)) parts.push(...value.map((item) => section([key], item, true)));
    else loose.push(`${keyText(key)} = ${inline(value, key)}\n`);
  }
  return [...(loose.length > 0 ? [loose.join("")] : []), ...parts].join("\n");
}
