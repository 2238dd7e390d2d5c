/** Reads a program document: TOML, or JSON. */
import { type AST, parseTOML } from "toml-eslint-parser";
import { isTable, type Table, type Value } from "./value.ts";

export interface Fault {
  line: number;
  text: string;
}

export type Read = { document: Table; ast: AST.TOMLProgram | undefined } | { fault: Fault };

function plain(node: AST.TOMLContentNode): Value {
  switch (node.type) {
    case "TOMLArray":
      return node.elements.map(plain);
    case "TOMLInlineTable": {
      const table: Table = {};
      for (const { key, value } of node.body) put(table, namesOf(key), plain(value));
      return table;
    }
    case "TOMLValue":
      if (node.kind === "string" || node.kind === "boolean") return node.value;
      // A number that JavaScript would round stays the text it is.
      if (node.kind === "integer") return Number.isSafeInteger(node.value) ? node.value : node.number;
      if (node.kind === "float") return node.number;
      return node.datetime.replace(" ", "T");
  }
}

export const namesOf = (key: AST.TOMLKey): string[] =>
  key.keys.map((part) => (part.type === "TOMLBare" ? part.name : part.value));

function put(table: Table, path: readonly (string | number)[], value: Value) {
  let here: Value = table;
  path.forEach((step, at) => {
    const isLast = at === path.length - 1;
    const next: Value = isLast ? value : typeof path[at + 1] === "number" ? [] : {};
    if (Array.isArray(here) && typeof step === "number") {
      if (isLast || here[step] === undefined) here[step] = isLast && isTable(here[step]) ? here[step] : next;
      here = here[step] as Value;
    } else if (isTable(here)) {
      const name = String(step);
      if (isLast ? !(isTable(value) && isTable(here[name])) : here[name] === undefined) here[name] = next;
      here = here[name] as Value;
    }
  });
}

/** What the text says, and where each part stands in it; or what is wrong with the text itself. */
export function read(text: string): Read {
  if (text.trimStart().startsWith("{")) return readJson(text);
  try {
    const ast = parseTOML(text, { tomlVersion: "1.0" });
    const document: Table = {};
    for (const node of ast.body[0].body) {
      if (node.type === "TOMLKeyValue") put(document, namesOf(node.key), plain(node.value));
      else {
        put(document, node.resolvedKey, {});
        for (const { key, value } of node.body) put(document, [...node.resolvedKey, ...namesOf(key)], plain(value));
      }
    }
    return { document, ast };
  } catch (error) {
    const line = typeof error === "object" && error && "lineNumber" in error ? Number(error.lineNumber) : 1;
    return { fault: { line, text: error instanceof Error ? error.message : String(error) } };
  }
}

function readJson(text: string): Read {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && !Array.isArray(document)) {
      return { document: document as Table, ast: undefined };
    }
  } catch (error) {
    return { fault: { line: 1, text: error instanceof Error ? error.message : String(error) } };
  }
  return { fault: { line: 1, text: "not an object" } };
}
