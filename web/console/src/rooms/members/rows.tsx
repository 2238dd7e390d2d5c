import { Link } from "@tanstack/react-router";
import type { Said } from "@tessera/shared/api";
import { day } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import type { CSSProperties } from "react";
import { useChannelName } from "../../channels.ts";
import { LongList } from "../../shell/long-list.tsx";
import { useStoreName } from "../../stores.ts";
import type { Column } from "./columns.ts";
import { words } from "./words.ts";

interface RowsProps {
  members: Said<"MemberListItem">[];
  columns: Column[];
  zone: string;
  /** Asks for more when the end comes near. */
  more: (() => void) | undefined;
}

/** The list itself: a head, and as many rows as are in sight. */
export function Rows({ members, columns, zone, more }: RowsProps) {
  const t = useWords(words);
  return (
    <>
      <Head columns={columns} />
      <LongList
        items={members}
        rowHeight={46}
        keyOf={(member) => member.id}
        row={(member) => <Row member={member} zone={zone} columns={columns} />}
        more={more}
        label={t.list}
      />
    </>
  );
}

/** Columns as the grid of a row has them: the number first, then what was chosen. */
const grid = (columns: Column[]) => {
  const widths = columns.map((column) => (column === "status" ? "76px" : "minmax(0, 1fr)"));
  return { "--grid": ["minmax(96px, 1.1fr)", ...widths].join(" ") } as CSSProperties;
};

function Head({ columns }: { columns: Column[] }) {
  const t = useWords(words);
  return (
    <div className="member-head member-row" aria-hidden="true" style={grid(columns)}>
      <span>{t.number}</span>
      {columns.map((column) => (
        <span key={column} className={`column-${column}`}>
          {t.columns[column]}
        </span>
      ))}
    </div>
  );
}

/** The number; who has none, as one who joined at a till, is told by what may be shown of the person. */
const calledBy = ({ ext_id, profile }: Said<"MemberListItem">) => ext_id ?? profile?.phone ?? profile?.name;

interface RowProps {
  member: Said<"MemberListItem">;
  zone: string;
  columns: Column[];
}

function Row({ member, zone, columns }: RowProps) {
  const t = useWords(words);
  const storeName = useStoreName();
  const channelName = useChannelName();
  const cell = (column: Column) => {
    switch (column) {
      case "phone":
        return member.profile?.phone ?? "–";
      case "name":
        return member.profile?.name ?? "–";
      case "status":
        return member.status && member.status !== "active" ? (
          <span className={member.status === "blocked" ? "tag bad" : "tag"}>
            {t.status[member.status] ?? member.status}
          </span>
        ) : (
          ""
        );
      case "joined":
        return day(member.joined_at, zone);
      case "store":
        return member.home_store ? storeName(member.home_store) : "–";
      case "channel":
        return member.channel ? channelName(member.channel) : "–";
    }
  };
  return (
    <Link
      className="member-row"
      to="/members/$member"
      params={{ member: member.id }}
      preload={false}
      style={grid(columns)}
    >
      <b>{calledBy(member) ?? <span className="quiet">{t.noNumber}</span>}</b>
      {columns.map((column) => (
        <span key={column} className={`soft as-written column-${column}`}>
          {cell(column)}
        </span>
      ))}
    </Link>
  );
}
