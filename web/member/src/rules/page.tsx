/** The program in plain words, as the engine says it. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Loading } from "@tessera/shared/screen";
import { useRules } from "../api/questions.ts";
import type { Rules, TierInWords } from "../api/said.ts";
import { Pull } from "../screen/pull.tsx";
import { Trouble } from "../screen/trouble.tsx";
import { SECTIONS, words } from "./words.ts";

export function RulesRoom() {
  const t = useWords(words);
  const rules = useRules();
  return (
    <Pull onRefresh={() => rules.refetch()}>
      <header className="room-title">
        <h1>{t.heading}</h1>
        {rules.data && <p>{t.about(rules.data.name)}</p>}
      </header>
      {rules.isPending && <Loading lines={9} />}
      {rules.isError &&
        (problemOf(rules.error).isMissing ? (
          <Empty title={t.empty}>{t.emptyHelp}</Empty>
        ) : (
          <Trouble error={rules.error} retry={rules.refetch} />
        ))}
      {rules.data && <Sections rules={rules.data} />}
    </Pull>
  );
}

export function Sections({ rules }: { rules: Rules }) {
  const t = useWords(words);
  const known: readonly string[] = SECTIONS;
  const of = (section: string) =>
    rules.sentences.filter((sentence) =>
      section === "other" ? !known.includes(sentence.section) : sentence.section === section,
    );
  if (rules.sentences.length === 0) return <Empty title={t.empty}>{t.emptyHelp}</Empty>;
  return (
    <>
      {[...SECTIONS, "other" as const].map((section) => {
        const sentences = of(section);
        if (sentences.length === 0) return null;
        const { glyph, title } = t.sections[section];
        return (
          <section className="rule-part" key={section}>
            <h2>
              <span aria-hidden="true">{glyph}</span>
              {title}
            </h2>
            {section === "tiers" && <Ladder tiers={rules.tiers} />}
            <ul>
              {sentences
                .filter(({ text }) => section !== "tiers" || !rules.tiers.some(({ reached }) => reached === text))
                .map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
            </ul>
          </section>
        );
      })}
      {rules.version > 0 && <p className="room-foot">{t.version(rules.version)}</p>}
    </>
  );
}

/** The tiers, highest at the top, with what each brings. */
function Ladder({ tiers }: { tiers: TierInWords[] }) {
  return (
    <ol className="ladder">
      {tiers.toReversed().map((tier) => (
        <li key={tier.tier}>
          <b>{tier.label}</b>
          <span>{tier.reached}</span>
          {tier.benefits.map((benefit) => (
            <span className="ladder-benefit" key={benefit}>
              {benefit}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
