/** Which columns the list of members shows: kept in this browser. */
import { keep, kept } from "@tessera/shared/keeping";

export const COLUMNS = ["phone", "name", "status", "joined", "store", "channel"] as const;
export type Column = (typeof COLUMNS)[number];

const PLACE = "tessera.member-columns";
const FIRST: Column[] = ["name", "phone", "joined", "store", "channel"];

export function keptColumns(): Column[] {
  const names = kept(PLACE)?.split(",");
  return names
    ? COLUMNS.filter((column) => names.includes(column))
    : COLUMNS.filter((column) => FIRST.includes(column));
}

export const keepColumns = (columns: Column[]) => keep(PLACE, columns.join(","));
