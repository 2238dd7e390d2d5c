/** The sale that is being made: what was typed, and what follows from it without asking anybody. */
import { type Line, lineOf, sumOf, type TypedLine, typedAmount } from "../amounts/lines.ts";
import type { Person } from "../members/person.ts";

export interface Sale {
  person: Person | null;
  mode: "amount" | "lines";
  amount: string;
  lines: TypedLine[];
  /** Units of a wallet that pay a part; none while null. */
  redeem: { wallet: string; units: number } | null;
}

export type Step =
  | { do: "person"; person: Person | null }
  | { do: "proof"; proof: Person["proof"] }
  | { do: "amount"; amount: string }
  | { do: "mode"; mode: Sale["mode"] }
  | { do: "line"; line: TypedLine }
  | { do: "add-line"; sku: string }
  | { do: "drop-line"; line: string }
  | { do: "redeem"; redeem: Sale["redeem"] }
  | { do: "clear" };

export const nothing: Sale = { person: null, mode: "amount", amount: "", lines: [], redeem: null };

const blank = (line: string, sku = ""): TypedLine => ({ line, sku, category: "", quantity: "1", price: "" });

function nextLine(lines: TypedLine[]): string {
  return String(lines.reduce((most, { line }) => Math.max(most, Number(line)), 0) + 1);
}

function withLine(sale: Sale, sku: string): Sale {
  const { lines } = sale;
  const last = lines.at(-1);
  // An empty last line is there to be filled.
  if (last && !last.sku && !last.price) {
    return { ...sale, mode: "lines", lines: [...lines.slice(0, -1), { ...last, sku }] };
  }
  return { ...sale, mode: "lines", lines: [...lines, blank(nextLine(lines), sku)] };
}

export function after(sale: Sale, step: Step): Sale {
  switch (step.do) {
    case "person":
      // Points are one person's own.
      return { ...sale, person: step.person, redeem: null };
    case "proof":
      return sale.person
        ? { ...sale, person: { ...sale.person, proof: step.proof }, redeem: step.proof ? sale.redeem : null }
        : sale;
    case "amount":
      return { ...sale, amount: step.amount };
    case "mode":
      return step.mode === "lines" && sale.lines.length === 0
        ? { ...sale, mode: "lines", lines: [{ ...blank("1"), price: sale.amount }] }
        : { ...sale, mode: step.mode };
    case "line":
      return { ...sale, lines: sale.lines.map((line) => (line.line === step.line.line ? step.line : line)) };
    case "add-line":
      return withLine(sale, step.sku);
    case "drop-line": {
      const lines = sale.lines.filter(({ line }) => line !== step.line);
      return { ...sale, lines: lines.length > 0 ? lines : [blank("1")] };
    }
    case "redeem":
      return { ...sale, redeem: step.redeem };
    case "clear":
      return { ...nothing, mode: sale.mode, lines: sale.mode === "lines" ? [blank("1")] : [] };
  }
}

/** What is sold, as it is sent; `undefined` while it is not whole. */
export interface Goods {
  amount: number;
  lines: Line[];
}

/** A line that nobody has begun. */
export const isBlank = (line: TypedLine) => !line.sku.trim() && !line.price.trim();

export function goodsOf(sale: Sale, decimals: number): Goods | undefined {
  if (sale.mode === "amount") {
    const amount = typedAmount(sale.amount, decimals);
    return amount !== undefined && amount > 0 ? { amount, lines: [] } : undefined;
  }
  const begun = sale.lines.filter((line) => !isBlank(line));
  const lines = begun.map((line) => lineOf(line, decimals));
  const whole = lines.filter((line): line is Line => line !== undefined);
  const amount = sumOf(whole);
  if (whole.length === 0 || whole.length < lines.length || amount < 0 || !Number.isSafeInteger(amount))
    return undefined;
  return { amount, lines: whole };
}
