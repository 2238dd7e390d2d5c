/** The tier: what is missing to the next in a sentence, and what each brings. */
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useRules } from "../api/questions.ts";
import type { Me } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { words } from "./words.ts";

export function TierPart({ me }: { me: Me }) {
  const t = useWords(words);
  const { data: rules } = useRules();
  const { tier, next_tier: next } = me;
  if (!tier) return null;
  const benefitsOf = (name: string) => rules?.tiers.find((said) => said.tier === name)?.benefits;
  const now = benefitsOf(tier.name);
  const later = next ? benefitsOf(next.name) : undefined;
  return (
    <section className="part">
      <h2>{t.tier}</h2>
      {next ? <Progress me={me} next={next} /> : <p className="tier-sentence">{t.topTier(tier.label)}</p>}
      {now && <Benefits title={t.benefits(tier.label)} benefits={now} none={t.noBenefits} />}
      {next && later && later.length > 0 && <Benefits title={t.later(next.label)} benefits={later} isLater />}
    </section>
  );
}

function Progress({ me, next }: { me: Me; next: NonNullable<Me["next_tier"]> }) {
  const t = useWords(words);
  const shop = useShop();
  const wallet = me.wallets.find(({ wallet }) => wallet === next.wallet);
  const show = (value: number) =>
    wallet ? figure(value, wallet.decimals) : shop.cash({ amount: value, currency: me.spend.currency });
  const missing = wallet ? `${show(next.missing)} ${wallet.label}` : show(next.missing);
  const sentence = t.nextTier(missing, next.label);
  return (
    <div className="tier-progress">
      <p className="tier-sentence">{sentence}</p>
      <progress value={Math.max(0, next.measured)} max={next.from} aria-label={sentence} />
      <p className="tier-ends">
        <span>{show(next.measured)}</span>
        <span>{show(next.from)}</span>
      </p>
    </div>
  );
}

interface BenefitsProps {
  title: string;
  benefits: string[];
  none?: string;
  /** Not yet the member's. */
  isLater?: boolean;
}

function Benefits({ title, benefits, none, isLater = false }: BenefitsProps) {
  return (
    <div className={isLater ? "benefits later" : "benefits"}>
      <h3>{title}</h3>
      {benefits.length === 0 && <p className="quiet">{none}</p>}
      <ul>
        {benefits.map((benefit) => (
          <li key={benefit}>{benefit}</li>
        ))}
      </ul>
    </div>
  );
}
