/** Taking the payment: written down first, then sent. */
import { decimalsOf } from "@tessera/shared/format";
import { shownQuantity, typedQuantity } from "../amounts/lines.ts";
import { whoOf } from "../members/person.ts";
import { isUp } from "../net/connection.ts";
import type { Shown, Slip } from "../queue/slip.ts";
import { outcome, theQueue } from "../queue/use.ts";
import { currentPlace } from "../shop/place.ts";
import { orderBody, type Quote } from "./quote.ts";
import type { Goods, Sale } from "./sale.ts";

interface Payment {
  sale: Sale;
  goods: Goods;
  quote: Quote | null | undefined;
  cashier: string;
}

function shownOf({ sale, goods, quote, cashier }: Payment): Shown {
  const { currency } = currentPlace();
  const redeemed = sale.redeem ? quote?.receipt.redeemed : undefined;
  return {
    who: sale.person ? whoOf(sale.person) : "",
    amount: goods.amount,
    currency,
    decimals: decimalsOf(currency),
    cashier,
    ...(goods.lines.length > 0 && {
      lines: goods.lines.map((line) => ({
        line: line.line_id,
        sku: line.sku ?? "",
        quantity: shownQuantity(typedQuantity(String(line.quantity)) ?? 1000),
        amount: line.amount,
      })),
    }),
    ...(redeemed && { redeem: { wallet: redeemed.wallet, units: redeemed.units, value: redeemed.value.amount } }),
    notes: quote?.explanation.notes ?? [],
  };
}

/** Writes the sale down and sends it. What comes back may still wait for the server. */
export async function pay(payment: Payment): Promise<Slip | undefined> {
  const { sale, goods } = payment;
  if (!sale.person) return undefined;
  const { named } = sale.person;
  const slip = await theQueue().add({
    kind: "order",
    path: "/v1/orders",
    body: orderBody(sale.person, goods, sale.redeem),
    ...(named && { member: named }),
    shown: shownOf(payment),
    offline: !isUp(),
  });
  return (await outcome(slip.id)) ?? slip;
}

/** The same sale without points, under the same id: whichever of the two the server has, only one counts. */
export async function payInFull(slip: Slip, payment: Payment): Promise<Slip | undefined> {
  const whole = { ...payment, sale: { ...payment.sale, redeem: null } };
  if (!payment.sale.person) return slip;
  const body = orderBody(payment.sale.person, payment.goods, null);
  await theQueue().amend(slip.id, body, shownOf(whole));
  return (await outcome(slip.id)) ?? slip;
}

/** Whether the server may or may not have spent points for it. */
export const isUnsure = (slip: Slip | undefined) => slip?.state === "waiting" && slip.body.redeem !== undefined;
