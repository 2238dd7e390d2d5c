/** Orders of a member to choose from. */
import { useMutation } from "@tanstack/react-query";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { money, plain, time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { findMember } from "../../people/find.ts";
import type { Names } from "../../program/reading.ts";
import type { Wish } from "./try-form.tsx";
import { words } from "./try-words.ts";

/** How many orders are offered, latest first. */
const OFFERED = 12;
/** How many events are read for them. */
const READ = 200;

type Paid = Extract<Said<"EventItem">, { type: "order_paid" }>;

/** An order that was paid, as the form takes it. */
function wishOf({ occurred_at, data }: Paid, names: Names): Partial<Wish> {
  const amount = (minor: number) => plain(minor, names.decimals);
  return {
    at: dayjs(time(occurred_at, names.zone)),
    store: data.store ?? undefined,
    channel: data.channel ?? "",
    lines:
      data.lines.length > 0
        ? data.lines.map((line) => ({
            sku: line.sku ?? "",
            category: line.category ?? "",
            amount: amount(line.amount),
          }))
        : [{ amount: amount(data.total.amount) }],
    wallet: "",
    units: "",
  };
}

interface HistoryProps {
  member: () => string;
  names: Names;
  onPick: (order: Partial<Wish>) => void;
}

export function History({ member, names, onPick }: HistoryProps) {
  const t = useWords(words);
  const [chosen, setChosen] = useState("");
  const find = useMutation({
    mutationFn: async (typed: string) => {
      const member = await findMember(typed);
      const list = await ask(
        api.GET("/v1/members/{member}/entries", {
          params: { path: { member }, query: { limit: READ, order: "newest" } },
        }),
      );
      const paid = list.data.flatMap(({ event }) => (event.type === "order_paid" ? [event] : []));
      return paid.slice(0, OFFERED);
    },
  });
  const look = () => {
    const typed = member().trim();
    if (typed) find.mutate(typed);
  };
  return (
    <div className="try-history">
      <Button size="small" onClick={look} loading={find.isPending}>
        {t.history}
      </Button>{" "}
      {find.isIdle && <span className="quiet">{t.historyHelp}</span>}
      {find.isError && <span className="gate-fault">{problemOf(find.error).message}</span>}
      {find.data?.length === 0 && <span className="quiet">{t.historyNone}</span>}
      {find.data && find.data.length > 0 && (
        <ul>
          {find.data.map((order) => (
            <li key={order.id}>
              <button
                type="button"
                className="text-button"
                aria-pressed={order.id === chosen}
                onClick={() => {
                  setChosen(order.id);
                  onPick(wishOf(order, names));
                }}
              >
                <span>{time(order.occurred_at, names.zone)}</span>
                <b>{money(order.data.total.amount, order.data.total.currency, names.decimals)}</b>
                <span className="quiet">{t.historyLines(order.data.lines.length)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
