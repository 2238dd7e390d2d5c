/** Conditions as the builder holds them, and as CEL. What is richer than the builder stays text. */
import type { Field, Kind, Names, Operator } from "./names.ts";
import { type Token, tokens } from "./tokens.ts";

/** One line: a field, how it is compared, and with what. Several values where one of several will do. */
export interface Test {
  kind: "test";
  field: string;
  operator: Operator;
  values: string[];
}

/** Lines of which all, or any, must hold. */
export interface Group {
  kind: "group";
  joined: "all" | "any";
  items: (Test | Group)[];
}

/** How deep groups may stand in groups before the builder is no help any more. */
const DEEPEST = 3;

// ---- to text ----

const quoted = (text: string) => JSON.stringify(text);

function literal(kind: Kind, value: string): string {
  const isNumber = kind === "money" || kind === "whole" || kind === "quantity";
  return isNumber ? value.trim() || "0" : quoted(value);
}

function testText({ field, operator, values }: Test, names: Names): string {
  const kind = names.named(field)?.kind ?? "text";
  const first = literal(kind, values[0] ?? "");
  switch (operator) {
    case "is":
      return field;
    case "is not":
      return `!${field}`;
    case "has":
      return `${first} in ${field}`;
    case "has not":
      return `!(${first} in ${field})`;
    case "in":
      return `${field} in [${values.map((value) => literal(kind, value)).join(", ")}]`;
    case "not in":
      return `!(${field} in [${values.map((value) => literal(kind, value)).join(", ")}])`;
    case "startsWith":
    case "endsWith":
    case "contains":
      return `${field}.${operator}(${first})`;
    default:
      return `${field} ${operator} ${first}`;
  }
}

/** Without groups that hold nothing, or but one line. */
function slim(item: Test | Group): Test | Group | undefined {
  if (item.kind === "test") return item;
  const items = item.items.flatMap((inner) => slim(inner) ?? []);
  return items.length > 1 ? { ...item, items } : items[0];
}

/** A condition as CEL; empty for a group without lines. */
export function textOf(group: Group, names: Names): string {
  const item = slim(group);
  if (!item) return "";
  if (item.kind === "test") return testText(item, names);
  const parts = item.items.map((inner) =>
    inner.kind === "test" ? testText(inner, names) : `(${textOf(inner, names)})`,
  );
  return parts.join(item.joined === "all" ? " && " : " || ");
}

// ---- from text ----

/** The condition that a text says, or `undefined` where it is too rich for the builder, or no condition. */
export function conditionOf(text: string, names: Names): Group | undefined {
  if (text.trim() === "") return { kind: "group", joined: "all", items: [] };
  const list = tokens(text);
  if (!list) return undefined;
  const reader = new Reader(list, names);
  const read = reader.any();
  if (!read || !reader.isDone || depth(read) > DEEPEST) return undefined;
  return read.kind === "group" ? read : { kind: "group", joined: "all", items: [read] };
}

const depth = (item: Test | Group): number => (item.kind === "test" ? 0 : 1 + Math.max(0, ...item.items.map(depth)));

type Item = Test | Group | undefined;

class Reader {
  private place = 0;

  constructor(
    private readonly list: Token[],
    private readonly names: Names,
  ) {}

  get isDone() {
    return this.place === this.list.length;
  }

  private peek(): Token | undefined {
    return this.list[this.place];
  }

  private take(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.place += 1;
    return true;
  }

  any(): Item {
    return this.joined("any", "||", () => this.all());
  }

  private all(): Item {
    return this.joined("all", "&&", () => this.one());
  }

  private joined(joined: Group["joined"], sign: string, next: () => Item): Item {
    const items: (Test | Group)[] = [];
    do {
      const item = next();
      if (!item) return undefined;
      items.push(item);
    } while (this.take(sign));
    const [only] = items;
    return items.length === 1 ? only : { kind: "group", joined, items };
  }

  private one(): Item {
    if (this.take("!")) return this.not();
    if (this.take("(")) {
      const inner = this.any();
      return inner && this.take(")") ? inner : undefined;
    }
    return this.test();
  }

  /** What stands behind `!`: a flag, or membership in brackets. */
  private not(): Item {
    const bracketed = this.take("(");
    const test = this.test();
    if (!test || (bracketed && !this.take(")"))) return undefined;
    const opposite: Record<Operator, Operator> = { is: "is not", has: "has not", in: "not in" };
    const operator = opposite[test.operator];
    // Only a flag may stand behind `!` without brackets.
    if (!operator || (!bracketed && test.operator !== "is")) return undefined;
    return { ...test, operator };
  }

  private test(): Test | undefined {
    const token = this.peek();
    if (token?.kind === "text") return this.within();
    if (token?.kind !== "name") return undefined;
    this.place += 1;
    const match = /^(.*)\.(startsWith|endsWith|contains)$/.exec(token.text);
    if (match) return this.matching(match[1] ?? "", match[2] ?? "");
    const field = this.names.named(token.text);
    if (!field) return undefined;
    const { kind } = field;
    const sign = this.peek();
    if (sign?.kind === "name" && sign.text === "in") return this.oneOf(field);
    if (kind === "flag") return { kind: "test", field: token.text, operator: "is", values: [] };
    if (sign?.kind !== "sign" || !field.operators.includes(sign.text)) return undefined;
    this.place += 1;
    const value = this.value(kind);
    return value === undefined ? undefined : { kind: "test", field: token.text, operator: sign.text, values: [value] };
  }

  /** `"tea" in order.categories`. */
  private within(): Test | undefined {
    const item = this.list[this.place];
    const word = this.list[this.place + 1];
    const list = this.list[this.place + 2];
    if (word?.kind !== "name" || word.text !== "in" || list?.kind !== "name") return undefined;
    if (!item || this.names.named(list.text)?.kind !== "list") return undefined;
    this.place += 3;
    return { kind: "test", field: list.text, operator: "has", values: [item.text] };
  }

  private matching(field: string, operator: Operator): Test | undefined {
    if (this.names.named(field)?.kind !== "text" || !this.take("(")) return undefined;
    const value = this.value("text");
    return value !== undefined && this.take(")") ? { kind: "test", field, operator, values: [value] } : undefined;
  }

  /** `order.store in ["a", "b"]`. */
  private oneOf({ name, kind, operators }: Field): Test | undefined {
    this.place += 1;
    if (!operators.includes("in") || !this.take("[")) return undefined;
    const values: string[] = [];
    if (!this.take("]")) {
      do {
        const value = this.value(kind);
        if (value === undefined) return undefined;
        values.push(value);
      } while (this.take(","));
      if (!this.take("]")) return undefined;
    }
    return { kind: "test", field: name, operator: "in", values };
  }

  private value(kind: Kind): string | undefined {
    const token = this.peek();
    const isNumber = kind === "money" || kind === "whole" || kind === "quantity";
    if (token?.kind !== (isNumber ? "number" : "text")) return undefined;
    this.place += 1;
    return token.text;
  }
}
