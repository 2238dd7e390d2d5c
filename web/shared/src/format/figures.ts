/** Whole numbers of smallest units as people read them. Nothing here rounds: digits are placed, not reckoned. */
import { type Lang, tagOf } from "../i18n/index.ts";

/** Parts the digits of a whole number in threes. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The digits before and after the point of a whole number whose last `decimals` digits are decimals, without its sign. */
function placed(value: number, decimals: number): [whole: string, rest: string] {
  const digits = Math.abs(value)
    .toFixed(0)
    .padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return [digits.slice(0, at), decimals > 0 ? `.${digits.slice(at)}` : ""];
}

/** A whole number whose last `decimals` digits are decimals: `figure(12900, 2)` is `129.00`. */
export function figure(value: number, decimals = 0): string {
  const [whole, rest] = placed(value, decimals);
  return `${value < 0 ? "−" : ""}${grouped(whole)}${rest}`;
}

/** The same as programs read it, in files and in fields: no commas, and the minus of a keyboard. */
export function plain(value: number, decimals = 0): string {
  return `${value < 0 ? "-" : ""}${placed(value, decimals).join("")}`;
}

/** The same with a sign in front, `+` or `−`; nothing before zero. */
export function signed(value: number, decimals = 0): string {
  return value > 0 ? `+${figure(value, decimals)}` : figure(value, decimals);
}

const MARKS: Record<string, string> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£", JPY: "¥", HKD: "HK$", TWD: "NT$" };

/** An amount of money in minor units. */
export function money(amount: number, currency: string, decimals = decimalsOf(currency)): string {
  const mark = MARKS[currency] ?? `${currency} `;
  return `${amount < 0 ? "−" : ""}${mark}${figure(Math.abs(amount), decimals)}`;
}

/** A currency as people call it, where it has such a name: `人民币`, `Chinese Yuan`; otherwise its code. */
export function currencyInWords(currency: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames(tagOf(lang), { type: "currency", fallback: "code" }).of(currency) ?? currency;
  } catch {
    return currency;
  }
}

/** The decimals of a currency's minor unit. */
export function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * What somebody typed as a whole number of smallest units: `minor("129.5", 2)` is 12950.
 * `undefined` if it is no such number, or has more decimals than there are.
 */
export function minor(text: string, decimals: number): number | undefined {
  const match = /^([+-]?)(\d{1,13})(?:\.(\d*))?$/.exec(text.replaceAll(",", "").replaceAll("，", "").trim());
  if (!match) return undefined;
  const [, sign = "", whole = "0", rest = ""] = match;
  const kept = rest.replace(/0+$/, "");
  if (kept.length > decimals) return undefined;
  const value = Number(whole + kept.padEnd(decimals, "0"));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === "-" ? -value || 0 : value;
}

/** A decimal text of the API as a percentage: `share("0.0523")` is `5.23%`. Digits are moved, not reckoned. */
export function percent(text: string | null | undefined): string {
  if (text === null || text === undefined) return "–";
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "0", rest = ""] = match;
  const digits = (whole + rest.padEnd(2, "0")).replace(/^0+(?=\d)/, "");
  const point = rest.length > 2 ? digits.length - (rest.length - 2) : digits.length;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits;
  const at = Math.max(point, 1);
  const decimals = padded.slice(at).replace(/0+$/, "");
  return `${sign}${padded.slice(0, at)}${decimals ? `.${decimals.slice(0, 2)}` : ""}%`;
}

/** A decimal text of money, as reports write it: `decimalMoney("12345.6", "CNY")` is `¥12,345.60`, so that columns line up. */
export function decimalMoney(text: string | null | undefined, currency: string): string {
  if (text === null || text === undefined) return "–";
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const mark = MARKS[currency] ?? `${currency} `;
  const decimals = decimalsOf(currency);
  const rest = (match[3] ?? "").slice(1).padEnd(decimals, "0");
  return `${match[1] ? "−" : ""}${mark}${grouped(match[2] ?? "0")}${rest ? `.${rest}` : ""}`;
}
