/** The server's check of a draft, asked a moment after the last key. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { type Lang, useLang } from "@tessera/shared/i18n";
import { useCalm } from "@tessera/shared/screen";
import { setAt } from "../document/edit.ts";
import { inWords } from "./in-words.ts";

/** Asks what the check says of a document. */
export async function askCheck(document: string, lang: Lang, signal?: AbortSignal) {
  const said = await ask(api.POST("/v1/programs/check", { body: { document }, ...(signal && { signal }) }));
  return { ...said, reading: inWords(said.reading, lang) };
}

/** How long nothing is typed before the check is asked, in milliseconds. */
const PAUSE = 500;

/** What the check says of a text; `isCurrent` while that is what it said of this very text. */
export function useCheck(text: string) {
  const lang = useLang();
  const settled = useCalm(text, PAUSE);
  const check = useQuery({
    queryKey: ["check", settled, lang],
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn: ({ signal }) => askCheck(settled, lang, signal),
  });
  return { ...check, isCurrent: settled === text && !check.isPlaceholderData && !check.isFetching };
}

/**
 * What a draft says, also where nothing is wrong with it but worked examples that no longer come out: they are checks on the rules, and a rule
 * that changes on purpose makes them fail. `failing` is how many of them do; 0 where other errors stand in the way too.
 */
export function useReading(draft: string, check: ReturnType<typeof useCheck>) {
  const errors = check.data?.findings.filter(({ severity }) => severity === "error") ?? [];
  const isOnlyExamples = errors.length > 0 && errors.every(({ code }) => code === EXAMPLE_FAILS);
  const without = useCheck(isOnlyExamples && check.isCurrent ? withoutExamples(draft) : "");
  const failing = isOnlyExamples ? new Set(errors.map(({ path }) => /^examples\[\d+\]/.exec(path)?.[0])).size : 0;
  const reading = check.data?.reading ?? (isOnlyExamples && without.isCurrent ? without.data?.reading : undefined);
  return { reading: reading ?? undefined, failing };
}

/** The code of the finding that an example does not come out. */
const EXAMPLE_FAILS = "example-fails";

export function withoutExamples(draft: string): string {
  try {
    return setAt(draft, ["examples"], undefined);
  } catch {
    // Half typed: the check says where.
    return draft;
  }
}
