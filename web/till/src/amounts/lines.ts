/** What a cashier types as figures. Whole numbers of smallest units throughout; a price by weight is rounded half up, to the minor unit. */
import { minor, plain as written } from "@tessera/shared/format";

/** Full-width digits and points, as Chinese input methods give them, as plain ones. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[。．]/g, ".")
    .replace(/[¥￥$€£\s]/g, "")
    .replace(/−/g, "-");
}

/** A typed amount in minor units; `undefined` if it is none. */
export const typedAmount = (text: string, decimals: number) => minor(plain(text), decimals);

/** A price as it is left in its field, with all its decimals, so that prices line up; what is none stays as it was typed. */
export function settledPrice(text: string, decimals: number): string {
  const price = text.trim() === "" ? undefined : typedAmount(text, decimals);
  return price === undefined ? text : written(price, decimals);
}

/** A typed quantity in thousandths: `0.454` is 454. `undefined` if it is none, or not above zero. */
export function typedQuantity(text: string): number | undefined {
  const value = minor(plain(text) || "1", 3);
  return value !== undefined && value > 0 && value <= 1_000_000_000 ? value : undefined;
}

/** Thousandths as a quantity of the API: pieces as a whole number, weights as a text. */
export function sentQuantity(thousandths: number): number | string {
  return thousandths % 1000 === 0 ? thousandths / 1000 : shownQuantity(thousandths);
}

/** Thousandths as people read them: `2`, `0.454`. */
export function shownQuantity(thousandths: number): string {
  const digits = String(thousandths).padStart(4, "0");
  const rest = digits.slice(-3).replace(/0+$/, "");
  return `${digits.slice(0, -3)}${rest ? `.${rest}` : ""}`;
}

/** A price times a quantity, in minor units. `undefined` beyond what numbers hold exactly. */
export function lineAmount(price: number, thousandths: number): number | undefined {
  const product = BigInt(price) * BigInt(thousandths);
  const half = product < 0n ? -500n : 500n;
  const amount = Number((product + half) / 1000n);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** One line as it is typed. */
export interface TypedLine {
  line: string;
  sku: string;
  category: string;
  quantity: string;
  price: string;
}

/** One line as it is sent. */
export interface Line {
  line_id: string;
  sku?: string;
  category?: string;
  quantity: number | string;
  amount: number;
}

/** The line as it is sent; `undefined` while a figure is missing or wrong. */
export function lineOf(typed: TypedLine, decimals: number): Line | undefined {
  const price = typedAmount(typed.price, decimals);
  const quantity = typedQuantity(typed.quantity);
  if (price === undefined || quantity === undefined) return undefined;
  const amount = lineAmount(price, quantity);
  if (amount === undefined) return undefined;
  const sku = typed.sku.trim();
  const category = typed.category.trim();
  return {
    line_id: typed.line,
    ...(sku && { sku }),
    ...(category && { category }),
    quantity: sentQuantity(quantity),
    amount,
  };
}

/** The sum of lines. */
export const sumOf = (lines: { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0);
