/** The card: above the perforation what it holds, below it the code that the till scans. */
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import { useCode } from "../api/questions.ts";
import type { Me, Wallet } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { Ripples } from "../screen/ripples.tsx";
import { Remaining, Square } from "./code.tsx";
import { inFours } from "./digits.ts";
import { sealOf } from "./stamp.ts";
import { WholeCode } from "./whole-code.tsx";
import { words } from "./words.ts";

export function Card({ me, main }: { me: Me; main: Wallet | undefined }) {
  const shop = useShop();
  const t = useWords(words);
  return (
    <article className="card">
      <div className="card-face">
        <Ripples />
        <header>
          <div>
            <h2>{shop.name}</h2>
            <p>
              {me.profile?.name && <span className="own-words">{me.profile.name}</span>}
              {me.card_number && (
                <span className="card-number">
                  <span className="hidden-visually">{t.cardNumber} </span>
                  {inFours(me.card_number).join(" ")}
                </span>
              )}
            </p>
          </div>
          {me.tier && <TierSeal label={me.tier.label} />}
        </header>
        {main && <Holding wallet={main} />}
      </div>
      <Stub card={me.card_number ?? undefined} />
    </article>
  );
}

function Holding({ wallet }: { wallet: Wallet }) {
  const t = useWords(words);
  const shop = useShop();
  const show = (units: number) => figure(units, wallet.decimals);
  return (
    <div className="holding">
      <p className="holding-figure">
        <strong>{show(wallet.available)}</strong> <span>{wallet.label}</span>
      </p>
      {wallet.worth && <p className="holding-worth">{t.worth(shop.cash(wallet.worth))}</p>}
      {wallet.pending !== 0 && <p className="holding-mark">{t.pending(show(wallet.pending))}</p>}
      {wallet.debt !== 0 && <p className="holding-mark">{t.debt(show(wallet.debt))}</p>}
    </div>
  );
}

/** The tier as a seal; a name that is too long for one stands in a frame. */
function TierSeal({ label }: { label: string }) {
  const marks = sealOf(label);
  if (!marks) return <span className="tier-frame">{label}</span>;
  return (
    <span className={`tier-seal of-${marks.length}`} role="img" aria-label={label}>
      {marks.map((mark, at) => (
        <b key={`${at}${mark}`} aria-hidden="true">
          {mark}
        </b>
      ))}
    </span>
  );
}

function Stub({ card }: { card: string | undefined }) {
  const t = useWords(words);
  const code = useCode();
  const [isWhole, setWhole] = useState(false);
  if (code.isPending) return <div className="stub" aria-busy="true" />;
  if (code.isError) {
    return (
      <div className="stub stub-stale" role="alert">
        <strong>{t.stale}</strong>
        <p>{t.staleHelp}</p>
        <button type="button" className="text-button" onClick={() => void code.refetch()}>
          <u>{t.retry}</u>
        </button>
      </div>
    );
  }
  return (
    <>
      <button type="button" className="stub" onClick={() => setWhole(true)}>
        <Square code={code.data.code} />
        <span className="stub-words">
          <b>{t.show}</b>
          <span>{t.enlarge}</span>
          <Remaining code={code.data.code} seconds={code.data.refresh_seconds} />
        </span>
      </button>
      {isWhole && <WholeCode code={code.data} card={card} onClose={() => setWhole(false)} />}
    </>
  );
}
