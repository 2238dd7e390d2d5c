/** Whom it is about, and what doing it now would do, by the server's word: what who decides has to know. */
import type { Said } from "@tessera/shared/api";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useNames } from "../../program/reading.ts";
import { words } from "./words.ts";

export function Matter({ approval: { who, outlook } }: { approval: Said<"Approval"> }) {
  const t = useWords(words);
  const names = useNames();
  if (!who && !outlook) return null;
  const called = [who?.profile?.name, who?.ext_id, who?.profile?.phone].filter(Boolean);
  const before = outlook?.tier_before;
  return (
    <dl className="matter">
      {who && (
        <div>
          <dt>{t.whose}</dt>
          <dd className="as-written">
            {called.length > 0 ? called.join(" · ") : t.nameless}
            {who.status !== "active" && <span className="tag bad">{t.person[who.status] ?? who.status}</span>}
          </dd>
        </div>
      )}
      {outlook?.wallets.map(({ wallet, before, after }) => {
        const { label, decimals } = names.wallet(wallet);
        return (
          <div key={wallet}>
            <dt>{t.balance(label)}</dt>
            <dd className="num">
              {figure(before, decimals)} → <b>{figure(after, decimals)}</b>
            </dd>
          </div>
        );
      })}
      {before !== undefined && (
        <div>
          <dt>{t.tier}</dt>
          <dd>
            {before ? names.tier(before) : t.noTier} → <b>{outlook?.tier ? names.tier(outlook.tier) : t.noTier}</b>
          </dd>
        </div>
      )}
      {outlook?.refused && (
        <div>
          <dt>{t.wouldFail}</dt>
          <dd>{outlook.refused.cashier_text}</dd>
        </div>
      )}
    </dl>
  );
}
