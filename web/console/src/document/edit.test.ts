import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { moveItem, setAt } from "./edit.ts";
import { read } from "./read.ts";
import { at, type Path, type Table, type Value, withAt } from "./value.ts";
import { whole } from "./write.ts";

const folder = new URL("../../../../programs/", import.meta.url);
const presets = readdirSync(folder)
  .filter((name) => name.endsWith(".toml"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);

function documentOf(text: string) {
  const result = read(text);
  if ("fault" in result) throw new Error(`line ${result.fault.line}: ${result.fault.text}`);
  return result.document;
}

/** How many comments a text has. */
const comments = (text: string) => text.split("\n").filter((line) => /(^|\s)#/.test(line)).length;

test.each(presets)("%s written afresh says the same", (_, text) => {
  const document = documentOf(text);
  expect(documentOf(whole(document))).toEqual(document);
});

const CHANGES: [string, Path, Value | undefined][] = [
  ["a figure", ["rules", 0, "give"], { rate: "1.5" }],
  ["a text", ["program", "name"], { zh: "新名", en: 'A "new" name' }],
  ["a condition", ["rules", 0, "when"], 'member.tier == "gold"'],
  ["a date", ["rules", 0, "from"], "2026-11-11"],
  ["a setting that was not there", ["wallets", "points", "decimals"], 2],
  ["a setting that goes", ["wallets", "points", "worth"], undefined],
  [
    "a table under a head",
    ["wallets", "points", "redemption"],
    { minimum: 500, bands: [{ from: 500, units_per_money: 100 }] },
  ],
  ["a table that goes", ["wallets", "points", "redemption"], undefined],
  [
    "a table that comes",
    ["wallets", "cash"],
    { label: "返现", decimals: 2, redemption: { bands: [{ from: 1, units_per_money: 1 }] } },
  ],
  [
    "a new rule",
    ["rules", 99],
    { name: "double", on: "order", wallet: "points", give: { multiply: "2", of: ["base"] } },
  ],
  ["a rule that goes", ["rules", 0], undefined],
  ["a cap", ["caps", 99], { name: "day", counts: "spend", wallet: "points", per: "day", limit: 5000 }],
  ["tiers that go", ["tiers"], undefined],
  [
    "tiers that change",
    ["tiers"],
    {
      measure: { kind: "spend", window: { rolling_months: 12 } },
      tier: [
        { name: "base", from: 0 },
        { name: "top", from: 100 },
      ],
    },
  ],
  ["examples that go", ["examples"], undefined],
];

test.each(presets.flatMap(([name, text]) => CHANGES.map((change) => [name, change[0], text, change] as const)))(
  "%s: %s",
  (_, __, text, [, wished, value]) => {
    const before = documentOf(text);
    // Behind the last, wherever that is.
    const path = wished.map((step) =>
      step === 99 ? ((at(before, wished.slice(0, 1)) as Value[] | undefined)?.length ?? 0) : step,
    );
    const after = setAt(text, path, value);
    const meant = withAt(before, path, value) as Table;
    // A list without items is as good as none.
    if (Array.isArray(meant.rules) && meant.rules.length === 0) delete meant.rules;
    expect(documentOf(after)).toEqual(meant);
    // Nothing that somebody wrote beside it is lost, but for what stood within what went.
    const gone = value === undefined || path.length === 1 || path[0] === "examples" ? 14 : 2;
    expect(comments(after)).toBeGreaterThanOrEqual(comments(text) - gone);
    expect(after).toContain("#:schema");
  },
);

test("comments beside what changes stay, and lines keep their places", () => {
  const text =
    'top = 1 # one\n\n# about rules\n[[rules]]\nname = "a" # the first\ngive = { rate = 1 } # a rate\n\n[[rules]]\nname = "b"\n';
  expect(setAt(text, ["rules", 0, "give", "rate"], "1.5")).toBe(text.replace("rate = 1 ", 'rate = "1.5" '));
  expect(setAt(text, ["rules", 0, "when"], 'order.store == "s"')).toBe(
    text.replace("# a rate\n", "# a rate\nwhen = 'order.store == \"s\"'\n"),
  );
  expect(setAt(text, ["rules", 1], undefined)).toBe(text.slice(0, text.lastIndexOf("[[rules]]")));
  expect(moveItem(text, ["rules"], 1, 0)).toContain('[[rules]]\nname = "b"\n# about rules\n[[rules]]\nname = "a"');
});

test("what stands in dotted keys, lists within a line or JSON is changed too", () => {
  const dotted =
    'program.code = "x"\nrules = [{ name = "a", give = { rate = 1 } }]\n[wallets]\npoints = { decimals = 0 }\n';
  expect(at(documentOf(setAt(dotted, ["program", "code"], "y")), ["program", "code"])).toBe("y");
  expect(at(documentOf(setAt(dotted, ["rules", 0, "give", "rate"], 2)), ["rules", 0, "give", "rate"])).toBe(2);
  expect(at(documentOf(setAt(dotted, ["rules", 1], { name: "b" })), ["rules", 1, "name"])).toBe("b");
  expect(at(documentOf(setAt(dotted, ["wallets", "growth"], { decimals: 1 })), ["wallets", "growth", "decimals"])).toBe(
    1,
  );
  const json = '{"program": {"code": "x"}, "rules": []}';
  expect(documentOf(setAt(json, ["program", "code"], "y"))).toEqual({ program: { code: "y" }, rules: [] });
});

test("a text with a mistake is left alone, and the mistake has its line", () => {
  const broken = '[program]\ncode = "x\n';
  expect(setAt(broken, ["program", "code"], "y")).toBe(broken);
  const result = read(broken);
  expect("fault" in result && result.fault.line).toBe(2);
});
