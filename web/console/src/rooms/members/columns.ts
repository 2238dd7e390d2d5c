/** Which columns the list of members shows: kept in this browser. */
import type { Said } from "@tessera/shared/api";
import { keep, kept } from "@tessera/shared/keeping";

/** What a page of the list says of all its rows. */
export type Heads = Pick<Said<"MemberPage">, "wallets" | "tier_measure">;

export type Column =
  | "phone"
  | "name"
  | "status"
  | "tier"
  | `wallet:${string}`
  | "measured"
  | "spend"
  | "last"
  | "joined"
  | "store"
  | "channel";

const PLACE = "tessera.member-columns";

/** All columns that there are, in their order. Wallets, and what tiers go by, are the program's. */
export function columnsOf({ wallets, tier_measure: measure }: Heads): Column[] {
  const held = wallets.map(({ wallet }) => `wallet:${wallet}` as const);
  const tiers = measure ? (["tier", "measured"] as const) : [];
  return [
    "phone",
    "name",
    "status",
    ...tiers.slice(0, 1),
    ...held,
    ...tiers.slice(1),
    "spend",
    "last",
    "joined",
    "store",
    "channel",
  ];
}

/** Those that nobody has to choose: of the wallets the first, of spend what tiers go by where they do. */
function isGiven(column: Column, { wallets, tier_measure: measure }: Heads): boolean {
  if (column === "spend") return !measure;
  if (column.startsWith("wallet:")) return column === `wallet:${wallets[0]?.wallet}`;
  return column !== "status" && column !== "channel";
}

/** The columns that were chosen here; `undefined`: nobody has chosen. */
export const keptColumns = () => kept(PLACE)?.split(",");

export const keepColumns = (columns: readonly string[]) => keep(PLACE, columns.join(","));

export function chosenOf(chosen: readonly string[] | undefined, heads: Heads): Column[] {
  return columnsOf(heads).filter((column) => chosen?.includes(column) ?? isGiven(column, heads));
}

/** The least width of a column, in pixels; what is beside it takes 16 more. */
function least(column: Column | "number"): number {
  if (column === "status") return 76;
  if (column === "tier" || column === "name") return 72;
  if (column.startsWith("wallet:") || column === "channel" || column === "last" || column === "joined") return 84;
  if (column === "number" || column === "measured") return 92;
  return 100;
}

const GAP = 16;

/** As many of them, from the first, as a list so wide holds beside the number; two at least, as on a phone. */
export function fitting(columns: readonly Column[], width: number): Column[] {
  let left = width - 2 * GAP - least("number");
  return columns.filter((column, at) => {
    left -= GAP + least(column);
    return left >= 0 || at < 2;
  });
}

/** Columns as the grid of a row has them: the number first. */
export const gridOf = (columns: readonly Column[]) =>
  ["number" as const, ...columns]
    .map((column) => (column === "status" ? "76px" : `minmax(0, ${least(column)}fr)`))
    .join(" ");

/** Columns of figures stand at the right, so that their digits do under each other. */
export const isFigure = (column: Column) => column === "measured" || column === "spend" || column.startsWith("wallet:");
