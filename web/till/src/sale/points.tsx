/** How many points pay a part: any number up to what the server allows, and only while the member is proven to be here. */
import { figure, minor, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { plain } from "../amounts/lines.ts";
import { useStanding } from "../members/card.tsx";
import { isProven, type Person } from "../members/person.ts";
import { now, useConnection } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { useNames } from "../shop/names.ts";
import { usePlace } from "../shop/place.ts";
import { ProofForm, type ProofHandle } from "./proof.tsx";
import { type Quote, type Reach, useReach } from "./quote.ts";
import type { Goods, Sale, Step } from "./sale.ts";
import { words } from "./words.ts";

export interface PointsHandle {
  /** F4: to the number; once more: the most; without a proof, to the way of proving. */
  act: () => void;
}

interface PointsProps {
  sale: Sale;
  goods: Goods | undefined;
  quote: Quote | null | undefined;
  step: (step: Step) => void;
  onDone: () => void;
  ref: Ref<PointsHandle>;
}

export function PointsPanel({ sale, goods, quote, step, onDone, ref }: PointsProps) {
  const t = useWords(words);
  const names = useNames();
  const { up } = useConnection();
  const { person, redeem } = sale;
  const { data: member } = useStanding(person?.id);
  const wallets = (member?.wallets ?? []).filter(({ available }) => available > 0);
  const proven = person !== null && isProven(person, now());
  const reach = useReach(
    person,
    goods,
    wallets.map(({ wallet, available }) => ({ wallet, available })),
  );
  const choices = reach.data ?? [];
  const chosen = choices.find(({ wallet }) => wallet === redeem?.wallet) ?? choices[0];
  const proof = useRef<ProofHandle>(null);
  const stepper = useRef<HTMLInputElement>(null);

  useImperativeHandle(ref, () => ({
    act: () => {
      if (!proven) return proof.current?.focus();
      if (document.activeElement !== stepper.current || !chosen) return stepper.current?.focus();
      step({ do: "redeem", redeem: { wallet: chosen.wallet, units: chosen.most } });
      // What is typed next is another number, not more digits of this one.
      setTimeout(() => stepper.current?.select(), 0);
    },
  }));

  // Who was asked for a code, and gave it, is asked next how many.
  const wasAsked = useRef(false);
  const isReady = proven && (chosen?.most ?? 0) > 0 && goods !== undefined;
  useEffect(() => {
    if (isReady && wasAsked.current) stepper.current?.focus();
    if (isReady) wasAsked.current = false;
  }, [isReady]);

  const said = reasonWhyNot(person, up, t, member ? wallets.length > 0 : true);
  if (said || !person) return <p className="quiet points-said">{said}</p>;
  if (!proven) {
    return (
      <ProofForm
        person={person}
        have={wallets
          .slice(0, 1)
          .map(({ available, decimals, label }) => t.pointsHave(figure(available, decimals), label))
          .join(" · ")}
        onProof={(given) => {
          wasAsked.current = true;
          step({ do: "proof", proof: given });
        }}
        ref={proof}
      />
    );
  }
  if (!goods) return <p className="quiet points-said">{t.pointsFirst}</p>;
  if (reach.isError) return <p className="fault points-said">{reach.error.message}</p>;
  if (!chosen || chosen.most === 0) return <p className="quiet points-said">{chosen?.why || t.pointsNone}</p>;
  return (
    <div className="points">
      {choices.length > 1 && (
        <div className="acts">
          {choices.map(({ wallet }) => (
            <Act
              key={wallet}
              pressed={wallet === chosen.wallet}
              onAct={() => step({ do: "redeem", redeem: { wallet, units: 0 } })}
            >
              {names.wallet(wallet).label}
            </Act>
          ))}
        </div>
      )}
      <Stepper
        reach={chosen}
        units={redeem?.wallet === chosen.wallet ? redeem.units : 0}
        quote={quote}
        onUnits={(units) => step({ do: "redeem", redeem: units > 0 ? { wallet: chosen.wallet, units } : null })}
        onDone={onDone}
        ref={stepper}
      />
    </div>
  );
}

function reasonWhyNot(person: Person | null, up: boolean, t: (typeof words)["zh"], hasUnits: boolean): string {
  if (!person) return t.pointsNobody;
  if (!up || person.id === null) return t.pointsAway;
  if (person.status === "blocked") return t.pointsBlocked;
  return hasUnits ? "" : t.pointsNone;
}

interface StepperProps {
  reach: Reach;
  units: number;
  quote: Quote | null | undefined;
  onUnits: (units: number) => void;
  onDone: () => void;
  ref: React.RefObject<HTMLInputElement | null>;
}

/** How far one press goes, where the program names no step: a convenience of the hand. */
const HAND = 100;

function Stepper({ reach, units, quote, onUnits, onDone, ref }: StepperProps) {
  const t = useWords(words);
  const { currency } = usePlace();
  const { label, decimals } = useNames().wallet(reach.wallet);
  const stride = Math.max(reach.step, HAND);
  const to = (next: number) => onUnits(Math.max(0, Math.min(next, reach.most)));
  const redeemed = quote?.receipt.redeemed;

  function press(event: KeyboardEvent) {
    const strides: Record<string, number> = {
      ArrowUp: stride,
      ArrowDown: -stride,
      PageUp: stride * 10,
      PageDown: -stride * 10,
    };
    const by = strides[event.key];
    if (by !== undefined) {
      event.preventDefault();
      to(units + by);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      onDone();
    }
  }

  return (
    <>
      <div className="stepper">
        <button type="button" aria-label={t.less} disabled={units <= 0} onClick={() => to(units - stride)}>
          −
        </button>
        <input
          ref={ref}
          aria-label={`${t.pointsUse}: ${label}`}
          aria-invalid={quote?.refused !== undefined && quote?.refused !== null && units > 0}
          inputMode="numeric"
          autoComplete="off"
          value={units === 0 ? "" : figure(units, decimals).replaceAll(",", "")}
          placeholder="0"
          maxLength={12}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            const typed = event.target.value === "" ? 0 : minor(plain(event.target.value), decimals);
            // Typed beyond the most stands as typed: the server's words say why it will not do.
            if (typed !== undefined && typed >= 0) onUnits(typed);
          }}
          onKeyDown={press}
        />
        <button type="button" aria-label={t.more} disabled={units >= reach.most} onClick={() => to(units + stride)}>
          +
        </button>
        <Act k="F4" pressed={units === reach.most} onAct={() => to(reach.most)}>
          {t.pointsMost(figure(reach.most, decimals))}
        </Act>
        <Act weight="quiet" pressed={units === 0} onAct={() => onUnits(0)}>
          {t.pointsNot}
        </Act>
      </div>
      <input
        type="range"
        className="slide"
        aria-label={t.pointsUse}
        tabIndex={-1}
        min={0}
        max={reach.most}
        step={reach.step}
        value={Math.min(units, reach.most)}
        style={{ "--part": `${Math.round((Math.min(units, reach.most) * 100) / reach.most)}%` } as React.CSSProperties}
        onChange={(event) => onUnits(Number(event.target.value))}
      />
      <p className="points-worth" aria-live="polite">
        {quote?.refused && units > 0 ? (
          <span className="fault">{quote.refused.cashier_text}</span>
        ) : (
          redeemed && units > 0 && <span className="soft">{t.pointsWorth(money(redeemed.value.amount, currency))}</span>
        )}
      </p>
    </>
  );
}
