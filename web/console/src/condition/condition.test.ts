import { expect, test } from "vitest";
import { conditionOf, type Group, type Test, textOf } from "./condition.ts";

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
