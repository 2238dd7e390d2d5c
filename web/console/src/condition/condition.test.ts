import { expect, test } from "vitest";
import { type Group, conditionOf as read, type Test, textOf as written } from "./condition.ts";
import { namesOf } from "./names.ts";

const COMPARED = [">=", "<=", ">", "<", "==", "!="];
const item = (type: string, operators: string[], ...of: string[]) =>
  of.map((name) => ({ name, label: name, type, operators, places: [name.split(".")[0] ?? ""], examples: [] }));
/** Names of each kind, as the server says them. */
const names = namesOf([
  ...item("money", COMPARED, "order.amount", "member.spend"),
  ...item("quantity", COMPARED, "line.quantity"),
  ...item("whole", [...COMPARED, "in", "not in"], "order.weekday"),
  ...item("date", COMPARED, "order.date"),
  ...item(
    "text",
    ["==", "!=", "in", "not in", "startsWith", "endsWith", "contains"],
    "order.store",
    "order.channel",
    "line.category",
    "activity.kind",
    "join.channel",
  ),
  ...item("tier", ["==", "!=", "in", "not in"], "member.tier"),
  ...item("list", ["has", "has not"], "order.categories", "order.skus", "member.tags"),
  ...item("flag", ["is", "is not"], "order.first"),
]);
const conditionOf = (text: string) => read(text, names);
const textOf = (group: Group) => written(group, names);

test("the fields of a line come before those of its order", () => {
  const shared = { label: "", type: "text", operators: ["=="], examples: [] };
  const known = namesOf([
    { ...shared, name: "order.store", places: ["order", "line"] },
    { ...shared, name: "line.sku", places: ["line"] },
  ]);
  expect(known.in("line").map(({ name }) => name)).toEqual(["line.sku", "order.store"]);
  expect(known.in("order").map(({ name }) => name)).toEqual(["order.store"]);
});

test.each([
  "order.amount >= 200",
  'order.amount >= 19.9 && member.tier == "gold"',
  'order.store in ["sh-01", "sh-02"]',
  '!(order.store in ["sh-01"])',
  "order.weekday in [6, 7]",
  '"tea" in order.categories',
  '!("vip" in member.tags)',
  "order.first",
  '!order.first && order.channel != "app"',
  'order.store.startsWith("sh-")',
  '(member.tier == "gold" || member.tier == "diamond") && order.amount >= 100',
  'order.date >= "2026-11-01" && order.date <= "2026-11-11"',
  'line.category != "tobacco" && line.quantity >= 2',
  'order.store == "a \\"b\\" c"',
  'activity.kind == "check_in" || join.channel == "app"',
])("%s goes into the builder and comes back", (text) => {
  const condition = conditionOf(text);
  expect(condition).toBeDefined();
  expect(textOf(condition as Group)).toBe(text);
});

test.each([
  ["  order.amount>=200&&order.first ", "order.amount >= 200 && order.first"],
  ["member.tier == 'gold'", 'member.tier == "gold"'],
  ["(order.amount >= 200)", "order.amount >= 200"],
  [
    "order.first && (order.amount >= 1 && order.amount <= 5)",
    "order.first && (order.amount >= 1 && order.amount <= 5)",
  ],
  ["", ""],
])("%s is written as %s", (text, written) => {
  expect(textOf(conditionOf(text) as Group)).toBe(written);
});

test.each([
  "order.amount >= member.spend",
  "order.amount * 2 >= 100",
  "size(order.categories) > 1",
  "!(order.amount >= 200)",
  '!("a" in order.skus || order.first)',
  "200 <= order.amount",
  "order.nothing == 1",
  "order.amount >=",
  "order.amount >= 200)",
  'order.store == "a',
  'order.store == "\\q"',
])("%s stays text", (text) => {
  expect(conditionOf(text)).toBeUndefined();
});

test("lines of one group need no brackets, groups within groups do", () => {
  const tier = (value: string) =>
    ({ kind: "test" as const, field: "member.tier", operator: "==" as const, values: [value] }) satisfies Test;
  const any: Group = { kind: "group", joined: "any", items: [tier("gold"), tier("diamond")] };
  expect(textOf({ kind: "group", joined: "all", items: [any] })).toBe(
    'member.tier == "gold" || member.tier == "diamond"',
  );
  expect(textOf({ kind: "group", joined: "all", items: [any, tier("x")] })).toBe(
    '(member.tier == "gold" || member.tier == "diamond") && member.tier == "x"',
  );
  expect(
    textOf({ kind: "group", joined: "all", items: [{ kind: "group", joined: "any", items: [] }, tier("x")] }),
  ).toBe('member.tier == "x"');
});
