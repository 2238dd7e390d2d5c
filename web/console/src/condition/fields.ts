/** What conditions may look at, as the builder offers it. The server checks every text; this list only spares typing. */

/** What a field holds: it says which ways of comparing there are, and how a value is written. */
export type Kind = "money" | "whole" | "quantity" | "date" | "text" | "tier" | "list" | "flag";

/** What a rule reacts to, or the lines of an order. */
export type Place = "order" | "join" | "activity" | "line";

export interface Field {
  name: string;
  kind: Kind;
  zh: string;
  en: string;
}

const field = (name: string, kind: Kind, zh: string, en: string): Field => ({ name, kind, zh, en });

/** Fields of the event itself, under each kind of event. */
const ofEvent = (subject: string): Field[] => [
  field(`${subject}.store`, "text", "门店", "store"),
  field(`${subject}.channel`, "text", "渠道", "channel"),
  field(`${subject}.date`, "date", "日期", "date"),
  field(`${subject}.weekday`, "whole", "星期几（1–7）", "weekday (1–7)"),
  field(`${subject}.day`, "whole", "几号", "day of the month"),
  field(`${subject}.month`, "whole", "几月", "month"),
  field(`${subject}.hour`, "whole", "几点", "hour"),
  field(`${subject}.year`, "whole", "年份", "year"),
];

const MEMBER = [
  field("member.tier", "tier", "会员等级", "member tier"),
  field("member.tags", "list", "会员标签", "member tags"),
  field("member.orders", "whole", "此前订单数", "earlier orders"),
  field("member.spend", "money", "此前累计消费", "earlier spend"),
];

const ORDER = [
  field("order.amount", "money", "订单金额", "order amount"),
  field("order.paid", "money", "订单实付金额", "amount paid"),
  field("order.categories", "list", "订单品类", "order categories"),
  field("order.skus", "list", "订单商品", "order articles"),
  field("order.line_count", "whole", "订单行数", "order lines"),
  field("order.first", "flag", "首单", "first order"),
  field("order.number", "whole", "会员第几单", "the member's order number"),
];

const LINE = [
  field("line.category", "text", "商品品类", "category"),
  field("line.sku", "text", "商品货号", "article"),
  field("line.amount", "money", "行金额", "line amount"),
  field("line.quantity", "quantity", "数量", "quantity"),
];

/** The fields there are in a place, the most used first. */
export function fieldsOf(place: Place): Field[] {
  switch (place) {
    case "order":
      return [...ORDER, ...MEMBER, ...ofEvent("order")];
    case "line":
      return [...LINE, ...ORDER, ...MEMBER, ...ofEvent("order")];
    case "join":
      return [...ofEvent("join"), ...MEMBER];
    case "activity":
      return [field("activity.kind", "text", "活动类型", "activity"), ...ofEvent("activity"), ...MEMBER];
  }
}

const ALL = new Map(
  [...fieldsOf("line"), ...fieldsOf("join"), ...fieldsOf("activity")].map((known) => [known.name, known]),
);

export const fieldNamed = (name: string): Field | undefined => ALL.get(name);

/** Ways of comparing, by what a field holds. The first is what a new line begins with. */
export const OPERATORS = {
  money: [">=", "<=", ">", "<", "==", "!="],
  quantity: [">=", "<=", ">", "<", "==", "!="],
  whole: ["==", "!=", ">=", "<=", ">", "<", "in", "not in"],
  date: ["==", ">=", "<=", ">", "<", "!="],
  text: ["==", "!=", "in", "not in", "startsWith", "endsWith", "contains"],
  tier: ["==", "!=", "in", "not in"],
  list: ["has", "has not"],
  flag: ["is", "is not"],
} as const satisfies Record<Kind, readonly string[]>;

export type Operator = (typeof OPERATORS)[Kind][number];
