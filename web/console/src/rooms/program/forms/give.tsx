/** What a rule gives: one form for each of the four ways. */
import { useWords } from "@tessera/shared/i18n";
import { Checkbox, Segmented, Select } from "antd";
import { type GiveKind, giveKind, type Named, tableAt } from "../../../document/program.ts";
import { isTable, type Table, type Value } from "../../../document/value.ts";
import { Bands, DefaultChoice, Field, NumberText } from "./pieces.tsx";
import { words } from "./words.ts";

interface GiveProps {
  rule: Table;
  put: (give: Table) => void;
  isOrder: boolean;
  currency: string;
  /** The unit of the wallet. */
  unit: string;
  rules: readonly Named[];
}

/** What each way begins with, keeping what both have. */
function begin(kind: GiveKind, give: Table): Table {
  const amount: Table = {
    ...(give.basis ? { basis: give.basis } : {}),
    ...(give.whole_units ? { whole_units: true } : {}),
  };
  switch (kind) {
    case "rate":
      return { rate: 1, ...amount };
    case "bands":
      return {
        mode: "whole",
        bands: [
          { from: 0, rate: give.rate ?? 1 },
          { from: 100, rate: give.rate ?? 1 },
        ],
        ...amount,
      };
    case "units":
      return { units: 10 };
    case "multiply":
      return { multiply: 2 };
  }
}

export function Give({ rule, put, isOrder, ...rest }: GiveProps) {
  const t = useWords(words);
  const kind = giveKind(rule);
  const give = tableAt(rule, ["give"]);
  // Joining and activities have no amount.
  const kinds: GiveKind[] = isOrder ? ["rate", "bands", "units", "multiply"] : ["units", "multiply"];
  const shown = kinds.includes(kind) ? kinds : [kind, ...kinds];
  const set = (key: string, value: Value | undefined) => {
    const { [key]: _, ...others } = give;
    put(value === undefined ? others : { ...give, [key]: value });
  };
  return (
    <fieldset className="form-part bare">
      <legend>{t.give}</legend>
      <Segmented
        value={kind}
        options={shown.map((value) => ({ value, label: t.gives[value] ?? value }))}
        onChange={(next) => put(begin(next, give))}
        aria-label={t.give}
        block
      />
      <p className="quiet">{t.giveHelp[kind]}</p>
      {kind === "rate" && <Rate give={give} set={set} {...rest} />}
      {kind === "bands" && <Banded give={give} set={set} {...rest} />}
      {kind === "units" && <Units give={give} set={set} isOrder={isOrder} {...rest} />}
      {kind === "multiply" && <Multiply give={give} set={set} own={String(rule.name ?? "")} {...rest} />}
      {(kind === "rate" || kind === "bands") && <Amount give={give} set={set} />}
    </fieldset>
  );
}

interface PartProps {
  give: Table;
  set: (key: string, value: Value | undefined) => void;
  currency: string;
  unit: string;
  rules: readonly Named[];
}

const needed = (set: PartProps["set"], key: string) => (value: Value | undefined) =>
  value !== undefined && set(key, value);

function Rate({ give, set, unit }: PartProps) {
  const t = useWords(words);
  return (
    <Field label={t.rate}>
      {(id) => <NumberText id={id} value={give.rate} suffix={unit} onChange={needed(set, "rate")} />}
    </Field>
  );
}

function Banded({ give, set, unit, currency }: PartProps) {
  const t = useWords(words);
  const bands = Array.isArray(give.bands) ? give.bands.filter(isTable) : [];
  return (
    <>
      <Bands
        title={t.gives.bands ?? ""}
        bands={bands}
        columns={[
          { key: "from", label: t.bandFrom, suffix: currency },
          { key: "rate", label: t.bandRate, suffix: unit },
        ]}
        put={(next) => set("bands", next)}
        add={() => ({ from: Math.floor(Number(bands.at(-1)?.from ?? 0)) + 100, rate: bands.at(-1)?.rate ?? 1 })}
      />
      <Field label={t.mode}>
        {(id) => (
          <DefaultChoice
            id={id}
            value={give.mode}
            standard=""
            names={t.modes}
            onChange={(mode) => mode !== undefined && set("mode", mode)}
          />
        )}
      </Field>
    </>
  );
}

function Units({ give, set, unit, currency, isOrder }: PartProps & { isOrder: boolean }) {
  const t = useWords(words);
  return (
    <>
      <div className="pair">
        <Field label={t.units}>
          {(id) => <NumberText id={id} value={give.units} suffix={unit} onChange={needed(set, "units")} />}
        </Field>
        {(isOrder || give.threshold !== undefined) && (
          <Field label={t.threshold} help={t.thresholdHelp}>
            {(id) => (
              <NumberText
                id={id}
                value={give.threshold}
                suffix={currency}
                onChange={(value) => set("threshold", value)}
              />
            )}
          </Field>
        )}
      </div>
      {give.threshold !== undefined && <Basis give={give} set={set} />}
    </>
  );
}

function Multiply({ give, set, rules, own }: PartProps & { own: string }) {
  const t = useWords(words);
  const chosen = Array.isArray(give.of) ? give.of.map(String) : [];
  return (
    <>
      <Field label={t.multiply}>
        {(id) => <NumberText id={id} value={give.multiply} suffix={t.times} onChange={needed(set, "multiply")} />}
      </Field>
      <Field label={t.of} help={t.ofHelp}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={chosen}
            options={rules.filter(({ name }) => name !== own).map(({ name, label }) => ({ value: name, label }))}
            onChange={(of: string[]) => set("of", of.length > 0 ? of : undefined)}
          />
        )}
      </Field>
      <Checkbox
        checked={give.bonuses === true}
        onChange={({ target }) => set("bonuses", target.checked ? true : undefined)}
      >
        {t.bonuses}
      </Checkbox>
    </>
  );
}

function Basis({ give, set }: Pick<PartProps, "give" | "set">) {
  const t = useWords(words);
  return (
    <Field label={t.basis}>
      {(id) => (
        <DefaultChoice
          id={id}
          value={give.basis}
          standard="paid"
          names={t.bases}
          onChange={(basis) => set("basis", basis)}
        />
      )}
    </Field>
  );
}

function Amount({ give, set }: Pick<PartProps, "give" | "set">) {
  const t = useWords(words);
  return (
    <>
      <Basis give={give} set={set} />
      <Checkbox
        checked={give.whole_units === true}
        onChange={({ target }) => set("whole_units", target.checked ? true : undefined)}
      >
        {t.wholeUnits}
      </Checkbox>
    </>
  );
}
