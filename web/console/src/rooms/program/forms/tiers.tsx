/** The form of the tiers: what qualifies, and the ladder. */
import { useLang, useWords } from "@tessera/shared/i18n";
import { Input, Select } from "antd";
import { labelOf, listAt, namesIn, tableAt, textIn } from "../../../document/program.ts";
import { newTier } from "../../../document/starts.ts";
import { isTable, type Table, type Value } from "../../../document/value.ts";
import { Choice, Field, NumberText, type Put } from "./pieces.tsx";
import { words } from "./words.ts";

interface TiersFormProps {
  document: Table;
  tiers: Table;
  put: Put;
}

export function TiersForm({ document, tiers, put }: TiersFormProps) {
  const t = useWords(words);
  return (
    <div className="part-form">
      <Measure document={document} measure={tableAt(tiers, ["measure"])} put={(measure) => put("measure", measure)} />
      <fieldset className="bands bare">
        <legend>{t.label}</legend>
        <Ladder tiers={listAt(tiers, ["tier"])} put={(list) => put("tier", list)} />
      </fieldset>
    </div>
  );
}

function Measure({ document, measure, put }: { document: Table; measure: Table; put: (measure: Table) => void }) {
  const t = useWords(words);
  const { wallets } = namesIn(document, useLang());
  const kind = textIn(measure, "kind");
  const window = measure.window;
  const chosen = isTable(window) ? "rolling" : String(window ?? "lifetime");
  return (
    <div className="pair">
      <Field label={t.measure}>
        {(id) => (
          <Choice
            id={id}
            value={kind}
            names={t.measures}
            onChange={(next) =>
              put(
                next === "units" ? { kind: next, wallet: wallets[0]?.name ?? "" } : { kind: next, window: "lifetime" },
              )
            }
          />
        )}
      </Field>
      {kind === "units" ? (
        <Field label={t.wallet}>
          {(id) => (
            <Select
              id={id}
              value={textIn(measure, "wallet")}
              options={wallets.map(({ name, label }) => ({ value: name, label }))}
              onChange={(wallet) => put({ ...measure, wallet })}
            />
          )}
        </Field>
      ) : (
        <Field label={t.window}>
          {(id) => (
            <div className="joined">
              <Choice
                id={id}
                value={chosen}
                names={t.windows}
                onChange={(next) => put({ ...measure, window: next === "rolling" ? { rolling_months: 12 } : next })}
              />
              {isTable(window) && (
                <NumberText
                  label={t.months}
                  suffix={t.months}
                  value={window.rolling_months}
                  onChange={(months) => months !== undefined && put({ ...measure, window: { rolling_months: months } })}
                />
              )}
            </div>
          )}
        </Field>
      )}
    </div>
  );
}

function Ladder({ tiers, put }: { tiers: Table[]; put: (tiers: Table[]) => void }) {
  const t = useWords(words);
  const set = (at: number, key: string, value: Value | undefined) =>
    put(
      tiers.map((tier, index) => {
        if (index !== at) return tier;
        const { [key]: _, ...others } = tier;
        return value === undefined ? others : { ...tier, [key]: value };
      }),
    );
  const taken = tiers.map((tier) => textIn(tier, "name"));
  return (
    <>
      {tiers.map((tier, at) => (
        <div className="tier-row" key={at}>
          {(["zh", "en"] as const).map((lang) => (
            <Field label={t[lang]} key={lang}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={40}
                  value={labelOf(tier.label, lang, "")}
                  onChange={({ target }) =>
                    set(at, "label", {
                      zh: labelOf(tier.label, "zh", ""),
                      en: labelOf(tier.label, "en", ""),
                      [lang]: target.value,
                    })
                  }
                />
              )}
            </Field>
          ))}
          <Field label={t.name}>
            {(id) => (
              <Input
                id={id}
                className="mono"
                maxLength={40}
                value={textIn(tier, "name")}
                onChange={({ target }) => set(at, "name", target.value)}
              />
            )}
          </Field>
          <Field label={t.tierFrom}>
            {(id) => (
              <NumberText id={id} value={tier.from} onChange={(from) => from !== undefined && set(at, "from", from)} />
            )}
          </Field>
          <Field label={t.target}>
            {(id) => (
              <NumberText id={id} value={tier.target_share} onChange={(share) => set(at, "target_share", share)} />
            )}
          </Field>
          <button
            type="button"
            className="text-button band-gone"
            aria-label={`${t.remove} ${labelOf(tier.label, "zh", textIn(tier, "name"))}`}
            disabled={tiers.length === 1}
            onClick={() => put(tiers.filter((_, index) => index !== at))}
          >
            ×
          </button>
        </div>
      ))}
      <button
        type="button"
        className="text-button band-more"
        onClick={() => put([...tiers, newTier(Math.floor(Number(tiers.at(-1)?.from ?? 0)) + 1000, taken)])}
      >
        + {t.addTier}
      </button>
    </>
  );
}
