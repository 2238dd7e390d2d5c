import { Link } from "@tanstack/react-router";
import type { Said } from "@tessera/shared/api";
import { day, figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import type { CSSProperties } from "react";
import { useChannelName } from "../../channels.ts";
import { LongList } from "../../shell/long-list.tsx";
import { useStoreName } from "../../stores.ts";
import { type Column, gridOf, type Heads, isFigure } from "./columns.ts";
import { words } from "./words.ts";

interface Shown {
  /** What the page says of all rows. */
  heads: Heads;
  columns: Column[];
  zone: string;
  /** Of the currency. */
  decimals: number;
}

interface RowsProps extends Shown {
  members: Said<"MemberListItem">[];
  /** Asks for more when the end comes near. */
  more: (() => void) | undefined;
}

/** The list itself: a head, and as many rows as are in sight. */
export function Rows({ members, more, ...shown }: RowsProps) {
  const t = useWords(words);
  return (
    <>
      <Head {...shown} />
      <LongList
        items={members}
        rowHeight={46}
        keyOf={(member) => member.id}
        row={(member) => <Row member={member} {...shown} />}
        more={more}
        label={t.list}
      />
    </>
  );
}

const walletOf = (column: Column) => column.slice("wallet:".length);

/** What a column is called; wallets, and what tiers go by, as the program says. */
export function useColumnLabel({ wallets, tier_measure: measure }: Heads) {
  const t = useWords(words);
  return (column: Column) => {
    if (column === "measured") return measure?.label ?? "";
    if (!column.startsWith("wallet:")) return t.columns[column] ?? column;
    return wallets.find(({ wallet }) => wallet === walletOf(column))?.label ?? walletOf(column);
  };
}

const grid = (columns: Column[]) => ({ "--grid": gridOf(columns) }) as CSSProperties;

const classOf = (column: Column) => (isFigure(column) ? "member-figure" : "");

function Head({ heads, columns }: Shown) {
  const t = useWords(words);
  const labelOf = useColumnLabel(heads);
  return (
    <div className="member-head member-row" aria-hidden="true" style={grid(columns)}>
      <span>{t.number}</span>
      {columns.map((column) => (
        <span key={column} className={`own-words ${classOf(column)}`} title={labelOf(column)}>
          {labelOf(column)}
        </span>
      ))}
    </div>
  );
}

/** The number; who has none, as one who joined at a till, is told by what may be shown of the person. */
const calledBy = ({ ext_id, profile }: Said<"MemberListItem">) => ext_id ?? profile?.phone ?? profile?.name;

function Row({ member, heads, columns, zone, decimals }: Shown & { member: Said<"MemberListItem"> }) {
  const t = useWords(words);
  const cell = useCell({ heads, zone, decimals });
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
        <span key={column} className={`soft as-written ${classOf(column)}`}>
          {cell(member, column)}
        </span>
      ))}
    </Link>
  );
}

const NOTHING = "–";

/** What stands in a column of a member. */
function useCell({ heads, zone, decimals }: Omit<Shown, "columns">) {
  const t = useWords(words);
  const storeName = useStoreName();
  const channelName = useChannelName();
  const units = (value: number, name: string) =>
    figure(value, heads.wallets.find(({ wallet }) => wallet === name)?.decimals);
  return (member: Said<"MemberListItem">, column: Column) => {
    const { status, spend, last_order_at: last, measured, home_store: store, channel } = member;
    switch (column) {
      case "phone":
        return member.profile?.phone ?? NOTHING;
      case "name":
        return member.profile?.name ?? NOTHING;
      case "status":
        if (!status || status === "active") return "";
        return <span className={status === "blocked" ? "tag bad" : "tag"}>{t.status[status] ?? status}</span>;
      case "tier":
        return member.tier?.label ?? NOTHING;
      case "measured": {
        if (measured == null) return NOTHING;
        const wallet = heads.tier_measure?.wallet;
        return wallet ? units(measured, wallet) : money(measured, spend.currency, decimals);
      }
      case "spend":
        return money(spend.amount, spend.currency, decimals);
      case "last":
        return last ? day(last, zone) : <span className="quiet">{t.never}</span>;
      case "joined":
        return day(member.joined_at, zone);
      case "store":
        return store ? storeName(store) : NOTHING;
      case "channel":
        return channel ? channelName(channel) : NOTHING;
      default: {
        const held = member.balances.find(({ wallet }) => wallet === walletOf(column));
        return held ? units(held.available, held.wallet) : NOTHING;
      }
    }
  };
}
