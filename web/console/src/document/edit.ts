/**
 * Changes one place of a program document and leaves the rest of its text as somebody wrote it: comments, order, spaces.
 *
 * After each change the text is read again. Where it does not say what was meant (a shape that this module does not know), the document is
 * written afresh: nothing that it says is lost then, but its comments are.
 */
import type { AST } from "toml-eslint-parser";
import { namesOf, read } from "./read.ts";
import { at, isTable, type Path, same, type Table, type Value, withAt } from "./value.ts";
import { inline, isHeaded, isHeadedList, keyText, section, whole } from "./write.ts";

interface Line {
  path: Path;
  node: AST.TOMLKeyValue;
}

const isSame = (one: Path, other: Path) => one.length === other.length && isWithin(one, other);
/** Whether `inner` is `outer` or lies within it. */
const isWithin = (inner: Path, outer: Path) => outer.every((step, index) => inner[index] === step);

/** A document's text with another value at a path; `undefined` takes out what is there. */
export function setAt(text: string, path: Path, value: Value | undefined): string {
  const before = read(text);
  if ("fault" in before) return text;
  if (same(at(before.document, path), value)) return text;
  const meant = withAt(before.document, path, value) as Table;
  if (!before.ast) return whole(meant);
  const after = new Sheet(text, before.ast).set(path, value, at(before.document, path));
  const check = read(after);
  return "fault" in check || !same(full(check.document), full(meant)) ? whole(meant) : after;
}

/** Without lists that hold nothing: tables of their own have no way to say so. */
const full = (document: Table): Table =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => !Array.isArray(value) || value.length > 0));

/** Moves an item of a list that is written in tables of its own. */
export function moveItem(text: string, path: Path, from: number, to: number): string {
  const before = read(text);
  if ("fault" in before) return text;
  const list = at(before.document, path);
  if (!Array.isArray(list) || !list[from] || !list[to] || from === to) return text;
  const moved = [...list];
  moved.splice(to, 0, ...moved.splice(from, 1));
  const meant = withAt(before.document, path, moved) as Table;
  if (!before.ast) return whole(meant);
  const after = new Sheet(text, before.ast).swap([...path, from], [...path, to]);
  const check = after === undefined ? undefined : read(after);
  return after === undefined || !check || "fault" in check || !same(check.document, meant) ? whole(meant) : after;
}

/** A text and where its parts stand. */
class Sheet {
  readonly tables: AST.TOMLTable[];
  readonly lines: Line[];

  constructor(
    readonly text: string,
    readonly ast: AST.TOMLProgram,
  ) {
    const nodes = ast.body[0].body;
    this.tables = nodes.filter((node) => node.type === "TOMLTable");
    this.lines = nodes.flatMap((node) =>
      node.type === "TOMLTable"
        ? node.body.map((line) => ({ path: [...node.resolvedKey, ...namesOf(line.key)], node: line }))
        : [{ path: namesOf(node.key), node }],
    );
  }

  set(path: Path, value: Value | undefined, old: Value | undefined): string {
    const line = this.lines.find((line) => isSame(line.path, path));
    if (line) return value === undefined ? this.dropLine(line) : this.replace(line, value);
    const around = this.lines.find((line) => isWithin(path, line.path));
    if (around) return this.within(around, path, value);
    if (value === undefined) return this.dropTables(path);
    if (old !== undefined && isTable(old) && isTable(value)) return this.each(path, old, value);
    if (Array.isArray(old) && Array.isArray(value)) return this.items(path, old, value);
    if (old !== undefined) return "";
    return this.add(path, value);
  }

  private splice(from: number, to: number, text: string): string {
    return this.text.slice(0, from) + text + this.text.slice(to);
  }

  private replace({ node, path }: Line, value: Value): string {
    return this.splice(node.value.range[0], node.value.range[1], inline(value, String(path.at(-1))));
  }

  /** Takes out a line with the comment beside it. */
  private dropLine({ node }: Line): string {
    return this.splice(this.lineStart(node.range[0]), this.nextLine(node.range[1]), "");
  }

  /** A place within what stands in one line. */
  private within(line: Line, path: Path, value: Value | undefined): string {
    const whole = read(this.text);
    if ("fault" in whole) return "";
    const next = withAt(at(whole.document, line.path), path.slice(line.path.length), value);
    return this.replace(line, next);
  }

  /** A table that stands under heads or in dotted keys: key by key. */
  private each(path: Path, old: Table, value: Table): string {
    let text = this.text;
    for (const key of new Set([...Object.keys(old), ...Object.keys(value)]))
      text = setAt(text, [...path, key], value[key]);
    return text;
  }

  /** A list in tables of its own: item by item, and those that come or go at its end. */
  private items(path: Path, old: Value[], value: Value[]): string {
    let text = this.text;
    for (let index = Math.max(old.length, value.length) - 1; index >= value.length; index -= 1)
      text = setAt(text, [...path, index], undefined);
    for (const [index, item] of value.entries()) text = setAt(text, [...path, index], item);
    return text;
  }

  /** Takes out all tables at and below a path. What explains the next table stays with that. */
  private dropTables(path: Path): string {
    let text = this.text;
    for (const table of this.tables.filter(({ resolvedKey }) => isWithin(resolvedKey, path)).reverse()) {
      const from = this.headStart(table);
      text = text.slice(0, from) + text.slice(this.blockEnd(table));
    }
    return text;
  }

  private add(path: Path, value: Value): string {
    const parent = path.slice(0, -1);
    const key = path.at(-1);
    if (typeof key === "number") return this.addItem(parent, value);
    const isOwn = isTable(value) && isHeaded(path);
    const home = this.tables.find(({ resolvedKey }) => isSame(resolvedKey, parent));
    if (home && !isOwn) {
      const last = home.body.at(-1) ?? home.key;
      const place = this.nextLine(last.range[1]);
      const gap = this.text[place - 1] === "\n" ? "" : "\n";
      return this.splice(place, place, `${gap}${keyText(String(key))} = ${inline(value, String(key))}\n`);
    }
    if (isOwn) return this.insert(this.placeFor(path), section(path, value));
    if (Array.isArray(value) && value.every(isTable) && isHeadedList(path)) {
      return this.insert(this.placeFor(path), value.map((item) => section(path, item, true)).join("\n"));
    }
    return "";
  }

  private addItem(path: Path, value: Value): string {
    if (!isTable(value)) return "";
    return this.insert(this.placeFor(path), section(path, value, true));
  }

  /** Puts a block of lines at a place, with an empty line around it. */
  private insert(place: number, block: string): string {
    const before = this.text.slice(0, place).replace(/\n*$/, "\n");
    const after = this.text.slice(place).replace(/^\n*/, "");
    return `${before.trim() === "" ? "" : `${before}\n`}${block}${after === "" ? "" : `\n${after}`}`;
  }

  /** Where a new table belongs: after the last of its kind, else before the examples, else at the end. */
  private placeFor(path: Path): number {
    const kin = this.tables.filter(({ resolvedKey }) => isWithin(resolvedKey, path));
    const cousins = this.tables.filter(({ resolvedKey }) => resolvedKey[0] === path[0]);
    const earlier = this.tables.filter(
      ({ resolvedKey }) => ORDER.indexOf(String(resolvedKey[0])) < ORDER.indexOf(String(path[0])),
    );
    const last = (kin.length > 0 ? kin : cousins.length > 0 ? cousins : earlier).at(-1);
    return last ? this.blockEnd(last) : this.text.length;
  }

  /** Swaps the texts of two blocks, comments above their heads included. */
  swap(one: Path, other: Path): string | undefined {
    const blocks = [one, other].map((path) => {
      const own = this.tables.filter(({ resolvedKey }) => isWithin(resolvedKey, path));
      const [first, last] = [own[0], own.at(-1)];
      return first && last ? { from: this.headStart(first), to: this.blockEnd(last) } : undefined;
    });
    const [a, b] = [...blocks].sort((x, y) => (x?.from ?? 0) - (y?.from ?? 0));
    if (!a || !b || a.to > b.from) return undefined;
    const t = this.text;
    return t.slice(0, a.from) + t.slice(b.from, b.to) + t.slice(a.to, b.from) + t.slice(a.from, a.to) + t.slice(b.to);
  }

  private lineStart(place: number): number {
    return this.text.lastIndexOf("\n", place - 1) + 1;
  }

  private nextLine(place: number): number {
    const end = this.text.indexOf("\n", place);
    return end < 0 ? this.text.length : end + 1;
  }

  /** Where a table begins: with the comments that stand directly above its head. */
  private headStart(table: AST.TOMLTable): number {
    let start = this.lineStart(table.range[0]);
    while (start > 0) {
      const above = this.lineStart(start - 1);
      if (!this.text.slice(above, start).startsWith("#")) break;
      start = above;
    }
    return start;
  }

  /** Where a table ends: before what belongs to the next one, empty lines included. */
  private blockEnd(table: AST.TOMLTable): number {
    const last = table.body.at(-1) ?? table.key;
    let end = this.nextLine(last.range[1]);
    while (this.text.slice(end).startsWith("\n")) end += 1;
    return end;
  }
}

/** The order of a document's parts. */
const ORDER = ["program", "wallets", "rules", "caps", "tiers", "examples"];
