import type { Said } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { inWords } from "./in-words.ts";

const reading = (currency: string, texts: string[]): Said<"ProgramReading"> => ({
  code: "flat",
  name: "",
  currency,
  currency_decimals: 2,
  time_zone: "Asia/Shanghai",
  wallets: [],
  parts: [
    {
      subject: "program",
      name: "",
      label: "",
      wallet: null,
      sentences: [
        { path: "program.currency", text: texts[0] ?? "" },
        { path: "program.time_zone", text: texts[1] ?? "" },
        { path: "program.code", text: "代号 CNY" },
      ],
    },
  ],
});

const said = (of: Said<"ProgramReading">, lang: "zh" | "en") =>
  inWords(of, lang).parts[0]?.sentences.map(({ text }) => text);

test("currency and zone are said in words, and nothing else is touched", () => {
  const zh = reading("CNY", ["金额以 CNY 计", "日、月、年按 Asia/Shanghai 计"]);
  expect(said(zh, "zh")).toEqual(["金额以人民币计", "日、月、年按北京时间计", "代号 CNY"]);
  const en = reading("CNY", ["amounts are in CNY", "days, months and years follow Asia/Shanghai"]);
  expect(said(en, "en")).toEqual([
    "amounts are in Chinese Yuan",
    "days, months and years follow China Standard Time",
    "代号 CNY",
  ]);
  expect(said(reading("QQQ", ["金额以 QQQ 计", ""]), "zh")?.[0]).toBe("金额以 QQQ 计");
  expect(inWords(null, "zh")).toBe(null);
});
