/** Whom a return that waits is about, and what it would do, by the server's word: what who decides has to know. */
import type { Said } from "@tessera/shared/api";
import { figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { words } from "../day/words.ts";
import { spaced } from "../members/identity.ts";
import { useNames } from "../shop/names.ts";

export function Matter({ approval: { who, outlook, refund } }: { approval: Said<"Approval"> }) {
  const t = useWords(words);
  const names = useNames();
  if (!who && !outlook) return null;
  const phone = who?.profile?.phone;
  const called = [who?.profile?.name, who?.ext_id, phone && spaced(phone)].filter(Boolean);
  const before = outlook?.tier_before;
  return (
    <>
      <dl className="slip-sums matter">
        {called.length > 0 && (
          <div>
            <dt>{t.whose}</dt>
            <dd className="own-words">{called.join(" · ")}</dd>
          </div>
        )}
        {refund && (
          <div>
            <dt>{t.handBack}</dt>
            <dd className="num">{money(refund.amount, refund.currency)}</dd>
          </div>
        )}
        {outlook?.wallets.map(({ wallet, before, after }) => {
          const { label, decimals } = names.wallet(wallet);
          return (
            <div key={wallet}>
              <dt>{label}</dt>
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
      </dl>
      {outlook?.refused && <p className="fault">{outlook.refused.cashier_text}</p>}
    </>
  );
}
