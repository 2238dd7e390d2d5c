/** The card and what belongs to it. */
import { useQueryClient } from "@tanstack/react-query";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useMe, useRules } from "../api/questions.ts";
import type { Me } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { Pull } from "../screen/pull.tsx";
import { Trouble } from "../screen/trouble.tsx";
import { words as shell } from "../shell/words.ts";
import { Card } from "./card.tsx";
import { ExpiringSoon } from "./expiring.tsx";
import { TierPart } from "./tier.tsx";
import { words } from "./words.ts";

export function Home() {
  const t = useWords(words);
  const client = useQueryClient();
  const me = useMe();
  const rules = useRules();
  return (
    <Pull onRefresh={() => client.refetchQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" })}>
      <h1 className="hidden-visually">{t.heading}</h1>
      {me.isPending || rules.isPending ? (
        <Outline />
      ) : me.isError ? (
        <Trouble error={me.error} retry={me.refetch} />
      ) : (
        <Holdings me={me.data} />
      )}
    </Pull>
  );
}

function Holdings({ me }: { me: Me }) {
  const t = useWords(words);
  const shop = useShop();
  const main = me.wallets.find(({ wallet }) => wallet === shop.paying) ?? me.wallets[0];
  // What only measures the tier stands with the tier.
  const others = me.wallets.filter((wallet) => wallet !== main && wallet.wallet !== me.next_tier?.wallet);
  return (
    <>
      {me.status === "blocked" && (
        <p className="notice" role="status">
          {t.blocked}
        </p>
      )}
      <Card me={me} main={main} />
      {main && <ExpiringSoon wallet={main} at={me.at} />}
      <TierPart me={me} />
      {others.length > 0 && (
        <section className="part">
          <h2>{t.others}</h2>
          <ul className="rows">
            {others.map((wallet) => (
              <li key={wallet.wallet}>
                <span>{wallet.label}</span>
                <span className="rows-end">
                  <b>{figure(wallet.available, wallet.decimals)}</b>
                  {wallet.worth && <small>{shop.cash(wallet.worth)}</small>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The outline of what comes. */
function Outline() {
  const t = useWords(shell);
  return (
    <div role="status" aria-label={t.loading}>
      <div className="card card-outline" />
      <div className="outline">
        <i />
        <i />
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
