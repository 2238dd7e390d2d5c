/** A character that says of what kind a part is. */
import { catalog, useWords } from "@tessera/shared/i18n";
import { giveKind, textIn } from "../../../document/program.ts";
import type { Table } from "../../../document/value.ts";
import type { Part } from "./cards.tsx";

const words = catalog(
  {
    program: "总",
    wallets: "户",
    caps: "限",
    tiers: "级",
    rate: "率",
    bands: "档",
    units: "赠",
    multiply: "倍",
    join: "入",
    activity: "动",
  },
  {
    program: "§",
    wallets: "W",
    caps: "≤",
    tiers: "T",
    rate: "%",
    bands: "≡",
    units: "+",
    multiply: "×",
    join: "J",
    activity: "A",
  },
);

export function Mark({ section, table }: { section: Part["section"]; table: Table }) {
  const t = useWords(words);
  const on = textIn(table, "on");
  const kind =
    section !== "rules"
      ? section
      : giveKind(table) === "units" && on !== "order"
        ? on === "join"
          ? "join"
          : "activity"
        : giveKind(table);
  return (
    <span className={`part-mark mark-${kind}`} aria-hidden="true">
      {t[kind]}
    </span>
  );
}
