/** What of a member's events the member is shown, and under which month. */
import { month } from "@tessera/shared/format";
import type { Lang } from "@tessera/shared/i18n";
import type { Happened } from "../api/said.ts";

/** Something that came of time alone is shown if it moved units; marks that the shop sets, and what was refused, are not shown. */
export function isShown({ event, entries }: Happened): boolean {
  if (event.type === "tagged" || event.type === "refused") return false;
  return event.type !== "time_passed" || entries.length > 0;
}

export interface Month {
  name: string;
  items: Happened[];
}

/** The events in months, in the order given: a month that comes again, by what was recorded late, stands again. */
export function inMonths(items: Happened[], zone: string, lang: Lang): Month[] {
  const months: Month[] = [];
  for (const item of items.filter(isShown)) {
    const name = month(item.event.occurred_at, zone, lang);
    const last = months.at(-1);
    if (last?.name === name) last.items.push(item);
    else months.push({ name, items: [item] });
  }
  return months;
}
