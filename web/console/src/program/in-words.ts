/** The server names the currency and the zone of a program by their codes; people by words, which the browser knows. */
import type { Said } from "@tessera/shared/api";
import { currencyInWords, zoneInWords } from "@tessera/shared/format";
import type { Lang } from "@tessera/shared/i18n";

type Reading = Said<"ProgramReading">;

/** The reading with words for codes, wherever it comes from: what is compared must be said alike. */
export function inWords<Some extends Reading | null | undefined>(reading: Some, lang: Lang): Some {
  if (!reading) return reading;
  const words = new Map([
    ["program.currency", [reading.currency, currencyInWords(reading.currency, lang)] as const],
    ["program.time_zone", [reading.time_zone, zoneInWords(reading.time_zone, lang)] as const],
  ]);
  const said = (text: string, code: string, word: string) =>
    // Chinese stands apart from codes, not from words.
    word === code ? text : text.replace(lang === "zh" ? ` ${code} ` : code, word);
  const parts = reading.parts.map((part) => ({
    ...part,
    sentences: part.sentences.map(({ path, text }) => {
      const [code, word] = words.get(path) ?? ["", ""];
      return { path, text: said(text, code, word) };
    }),
  }));
  return { ...reading, parts };
}
