/** The form of a wallet. */
import { currencyInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Switch } from "antd";
import { labelOf, tableAt, textIn } from "../../../document/program.ts";
import { isTable, type Table, type Value } from "../../../document/value.ts";
import { Activation, Expiry } from "./lapse.tsx";
import { Bands, DefaultChoice, Field, NumberText, type Put, WordsField } from "./pieces.tsx";
import { words } from "./words.ts";

interface WalletFormProps {
  document: Table;
  name: string;
  wallet: Table;
  put: Put;
}

export function WalletForm({ document, name, wallet, put }: WalletFormProps) {
  const t = useWords(words);
  const lang = useLang();
  const currency = currencyInWords(textIn(tableAt(document, ["program"]), "currency"), lang);
  const unit = labelOf(wallet.label, lang, name);
  return (
    <div className="part-form">
      <WordsField value={wallet.label} put={(label) => put("label", label)} />
      <div className="pair">
        <Field label={t.decimals} help={t.decimalsHelp}>
          {(id) => (
            <NumberText id={id} value={wallet.decimals} placeholder="0" onChange={(value) => put("decimals", value)} />
          )}
        </Field>
        <Field label={t.worth} help={t.worthHelp}>
          {(id) => (
            <NumberText id={id} value={wallet.worth} suffix={currency} onChange={(value) => put("worth", value)} />
          )}
        </Field>
      </div>
      <div className="pair">
        <Activation value={wallet.activation} put={(value) => put("activation", value)} standard="immediate" />
        <Expiry value={wallet.expiry} put={(value) => put("expiry", value)} standard="never" />
      </div>
      <Rollover value={wallet.rollover} put={(value) => put("rollover", value)} unit={unit} />
      <Redemption value={wallet.redemption} put={(value) => put("redemption", value)} unit={unit} />
      <div className="pair">
        <Field label={t.debt}>
          {(id) => (
            <DefaultChoice
              id={id}
              value={wallet.debt}
              standard="owe"
              names={t.debts}
              onChange={(debt) => put("debt", debt)}
            />
          )}
        </Field>
        <Field label={t.multipliers}>
          {(id) => (
            <DefaultChoice
              id={id}
              value={wallet.multipliers}
              standard="highest"
              names={t.multiplierKinds}
              onChange={(value) => put("multipliers", value)}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

interface PartProps {
  value: Value | undefined;
  put: (value: Table | undefined) => void;
  unit: string;
}

/** A part that is there or not. */
function Part({
  title,
  value,
  begin,
  put,
  children,
}: {
  title: string;
  value: Value | undefined;
  begin: Table;
  put: (value: Table | undefined) => void;
  children: (table: Table, set: (key: string, value: Value | undefined) => void) => React.ReactNode;
}) {
  const table = isTable(value) ? value : undefined;
  return (
    <fieldset className="form-part bare">
      <legend className="switch-line">
        <Switch
          size="small"
          checked={table !== undefined}
          onChange={(on) => put(on ? begin : undefined)}
          aria-label={title}
        />
        {title}
      </legend>
      {table &&
        children(table, (key, next) => {
          const { [key]: _, ...others } = table;
          put(next === undefined ? others : { ...table, [key]: next });
        })}
    </fieldset>
  );
}

function Rollover({ value, put, unit }: PartProps) {
  const t = useWords(words);
  return (
    <Part title={t.rollover} value={value} begin={{ share: "0.5" }} put={put}>
      {(table, set) => (
        <div className="pair">
          <Field label={t.share}>
            {(id) => (
              <NumberText id={id} value={table.share} placeholder="1" onChange={(share) => set("share", share)} />
            )}
          </Field>
          <Field label={t.most}>
            {(id) => <NumberText id={id} value={table.max} suffix={unit} onChange={(max) => set("max", max)} />}
          </Field>
        </div>
      )}
    </Part>
  );
}

function Redemption({ value, put, unit }: PartProps) {
  const t = useWords(words);
  const begin: Table = { minimum: 100, bands: [{ from: 100, units_per_money: 100 }] };
  return (
    <Part title={t.redemption} value={value} begin={begin} put={put}>
      {(table, set) => {
        const bands = Array.isArray(table.bands) ? table.bands.filter(isTable) : [];
        return (
          <>
            <Bands
              title={t.redeemBands}
              bands={bands}
              columns={[
                { key: "from", label: t.redeemFrom, suffix: unit },
                { key: "units_per_money", label: t.unitsPerMoney, suffix: unit },
              ]}
              put={(next) => set("bands", next)}
              add={() => ({
                from: Math.floor(Number(bands.at(-1)?.from ?? 0)) + 500,
                units_per_money: bands.at(-1)?.units_per_money ?? 100,
              })}
            />
            <div className="triple">
              <Field label={t.minimum}>
                {(id) => (
                  <NumberText id={id} value={table.minimum} suffix={unit} onChange={(next) => set("minimum", next)} />
                )}
              </Field>
              <Field label={t.step}>
                {(id) => <NumberText id={id} value={table.step} suffix={unit} onChange={(next) => set("step", next)} />}
              </Field>
              <Field label={t.maxShare}>
                {(id) => <NumberText id={id} value={table.max_share} onChange={(next) => set("max_share", next)} />}
              </Field>
            </div>
          </>
        );
      }}
    </Part>
  );
}
