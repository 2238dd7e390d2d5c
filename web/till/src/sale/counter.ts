/** The state of the counter: the sale, its quote, and where its payment stands. */
import { decimalsOf } from "@tessera/shared/format";
import { useCalm } from "@tessera/shared/screen";
import { useEffect, useReducer, useState } from "react";
import { look, now, useConnection } from "../net/connection.ts";
import type { Slip } from "../queue/slip.ts";
import { outcome, useSlip } from "../queue/use.ts";
import { usePlace } from "../shop/place.ts";
import { isUnsure, pay, payInFull } from "./pay.ts";
import { useQuote } from "./quote.ts";
import { after, type Goods, goodsOf, nothing, type Sale } from "./sale.ts";

export type Counter = ReturnType<typeof useCounter>;

/** The quote of what was typed, once the typing pauses. */
function useCalmQuote(person: Sale["person"], goods: Goods | undefined, redeem: Sale["redeem"]) {
  const typed = JSON.stringify([goods ?? null, redeem]);
  const calm = useCalm(typed);
  const [calmGoods, calmRedeem] = JSON.parse(calm) as [Goods | null, Sale["redeem"]];
  const quote = useQuote(person, calmGoods ?? undefined, calmRedeem);
  return { quote, calmGoods: calmGoods ?? undefined, stale: quote.isPlaceholderData || typed !== calm };
}

export function useCounter(cashier: string) {
  const [sale, step] = useReducer(after, nothing);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [unsure, setUnsure] = useState<Slip | null>(null);
  const { up } = useConnection();
  const goods = goodsOf(sale, decimalsOf(usePlace().currency));
  const redeem = sale.redeem && sale.redeem.units > 0 ? sale.redeem : null;
  const { quote, calmGoods, stale } = useCalmQuote(sale.person, goods, redeem);

  // Points need the server, and a proof that holds.
  useEffect(() => {
    if (!up) step({ do: "redeem", redeem: null });
  }, [up]);
  const ends = sale.person?.proof?.expires_at;
  useEffect(() => {
    if (!ends) return;
    const timer = setTimeout(() => step({ do: "proof", proof: null }), new Date(ends).getTime() - now().getTime());
    return () => clearTimeout(timer);
  }, [ends]);

  // A sale with points that was answered meanwhile is sure.
  const answered = useSlip(unsure?.id);
  useEffect(() => {
    if (!answered || answered.state === "waiting") return;
    setUnsure(null);
    setDone(answered.id);
  }, [answered]);

  const said = quote.data;
  const pointsFit = !redeem || (said != null && !said.refused && !stale);
  const payment = goods && { sale: { ...sale, redeem }, goods, quote: said, cashier };

  function clear() {
    step({ do: "clear" });
    setDone(null);
    setUnsure(null);
  }

  function conclude(slip: Slip | undefined) {
    setBusy(false);
    if (!slip) return;
    if (isUnsure(slip)) return setUnsure(slip);
    setUnsure(null);
    setDone(slip.id);
  }

  async function take() {
    if (!payment || !sale.person) return;
    setBusy(true);
    conclude(await pay(payment));
  }

  /** After no answer to a sale with points: asks once more, or takes the full price. */
  async function decide(inFull: boolean) {
    if (!payment || !unsure) return;
    setBusy(true);
    if (inFull) return conclude(await payInFull(unsure, payment));
    await look();
    conclude((await outcome(unsure.id)) ?? unsure);
  }

  return {
    sale,
    step,
    goods,
    calmGoods,
    quote,
    stale,
    busy,
    done,
    unsure,
    canPay: goods !== undefined && pointsFit && !busy,
    clear,
    take,
    decide,
  };
}
