/** Says what became of a return that waited for a manager, until it is read: somebody at the counter waits for money. */
import { money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useEffect, useRef, useState } from "react";
import type { Slip } from "../queue/slip.ts";
import { useSlips } from "../queue/use.ts";
import { words } from "./words.ts";

/** Those of the slips that have been decided since they were seen waiting. */
function decidedOf(slips: readonly Slip[], waited: ReadonlySet<string>): Slip[] {
  return slips.filter(({ id, state }) => waited.has(id) && (state === "done" || state === "refused"));
}

export function DecidedNews() {
  const t = useWords(words);
  const slips = useSlips();
  const waited = useRef(new Set<string>());
  const [news, setNews] = useState<string[]>([]);
  useEffect(() => {
    const decided = decidedOf(slips, waited.current).map(({ id }) => id);
    for (const id of decided) waited.current.delete(id);
    if (decided.length > 0) setNews((before) => [...before.filter((id) => !decided.includes(id)), ...decided]);
    for (const { id, state } of slips) if (state === "approval") waited.current.add(id);
  }, [slips]);
  const said = slips.filter(({ id, state }) => news.includes(id) && (state === "done" || state === "refused"));
  return said.map(({ id, state, shown }) => (
    <p key={id} className="till-update" role="status">
      <span className="own-words">
        {state === "done"
          ? t.approvedNow(money(shown.refund ?? shown.amount, shown.currency, shown.decimals), shown.who)
          : t.refusedNow(shown.who)}
      </span>{" "}
      <button
        type="button"
        className="text-button"
        onClick={() => setNews((before) => before.filter((other) => other !== id))}
      >
        <u>{t.understood}</u>
      </button>
    </p>
  ));
}
