import { time } from "@tessera/shared/format";

/** An instant in a table. Where there is little room, the year that everybody knows is left out. */
export function Moment({ at, zone }: { at: string; zone: string }) {
  const text = time(at, zone);
  const thisYear = time(new Date().toISOString(), zone).slice(0, 5);
  const [year, rest] = text.startsWith(thisYear) ? [thisYear, text.slice(thisYear.length)] : ["", text];
  return (
    <time className="nowrap" dateTime={at} title={text}>
      {year && <span className="year">{year}</span>}
      {rest}
    </time>
  );
}
