/** Instants as the shop's clocks show them: always in a zone that is given, never in the browser's. */
import { type Lang, tagOf } from "../i18n/index.ts";

const shapes = new Map<string, Intl.DateTimeFormat>();

function shape(zone: string): Intl.DateTimeFormat {
  let format = shapes.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    shapes.set(zone, format);
  }
  return format;
}

function parts(at: Date, zone: string): Record<string, string> {
  return Object.fromEntries(
    shape(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** `2026-03-01 18:22`. */
export function time(instant: string, zone: string): string {
  const { year, month, day, hour, minute } = parts(new Date(instant), zone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** `2026-03-01`. */
export function day(instant: string, zone: string): string {
  return time(instant, zone).slice(0, 10);
}

/** `18:22`. */
export function clock(instant: string, zone: string): string {
  return time(instant, zone).slice(11);
}

/** `2026年3月` or `March 2026`. */
export function month(instant: string, zone: string, lang: Lang): string {
  const options = { timeZone: zone, year: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en", options).format(new Date(instant));
}

/** A local date as it is said: `2027年9月14日` or `14 September 2027`. */
export function dayInWords(date: string, lang: Lang): string {
  const options = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" } as const;
  return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", options).format(new Date(`${date}T00:00:00Z`));
}

/** A zone as people call it, where it has such a name; otherwise as computers do. */
export function zoneInWords(zone: string, lang: Lang): string {
  if (lang === "zh" && zone === "Asia/Shanghai") return "北京时间";
  try {
    const format = new Intl.DateTimeFormat(tagOf(lang), { timeZone: zone, timeZoneName: "longGeneric" });
    const name = format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? zone;
    // A zone without a name of its own: its code says more than how far it is ahead.
    return /^(GMT|UTC)/.test(name) ? zone : name;
  } catch {
    return zone;
  }
}

/** A birthday as the server tells it (`1991-08-15`, `--08-15` without a year, `****-08-**` in part) as it is said. */
export function birthdayInWords(text: string, lang: Lang): string {
  const [, month = "", day = ""] = /^(?:-|\*{4})-(\d\d)-(\d\d|\*\*)$/.exec(text) ?? [];
  if (!month) return text;
  const isWhole = day !== "**";
  if (lang === "zh") return `${Number(month)}月${isWhole ? `${Number(day)}日` : ""}`;
  // A leap year has every day.
  const date = new Date(`2000-${month}-${isWhole ? day : "01"}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return text;
  const name = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long" }).format(date);
  return isWhole ? `${Number(day)} ${name}` : name;
}

/** How far the zone's clocks are ahead at an instant, in minutes. */
function offset(at: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = parts(at, zone);
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Math.round((shown - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/**
 * What the zone's clocks show (`2026-03-01T18:22`) as an instant with its offset (`2026-03-01T18:22:00+08:00`).
 * A time that clocks skip is taken as the moment after the skip.
 */
export function instantOf(local: string, zone: string): string {
  const full = local.length === 16 ? `${local}:00` : local;
  const asUtc = new Date(`${full}Z`);
  const first = offset(asUtc, zone);
  const minutes = offset(new Date(asUtc.getTime() - first * 60_000), zone);
  const at = new Date(asUtc.getTime() - minutes * 60_000);
  const real = offset(at, zone);
  const shown = new Date(at.getTime() + real * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(real);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${shown}${real < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Days from one local date to another, both `2026-03-01`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
