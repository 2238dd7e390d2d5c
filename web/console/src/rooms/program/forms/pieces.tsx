/** The fields that every form of the draft is made of. Each writes into the document as it is changed. */
import { useWords } from "@tessera/shared/i18n";
import { Input, Select } from "antd";
import { type ReactNode, useEffect, useId, useState } from "react";
import { isTable, type Table, type Value } from "../../../document/value.ts";
import { words } from "./words.ts";

/** Another value for a key of the part that a form shows; `undefined` takes the key out. */
export type Put = (key: string, value: Value | undefined) => void;

interface FieldProps {
  label: string;
  help?: string | undefined;
  children: (id: string) => ReactNode;
  wide?: boolean;
}

export function Field({ label, help, children, wide }: FieldProps) {
  const id = useId();
  return (
    <div className={wide ? "field wide-field" : "field"}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help && <small className="quiet">{help}</small>}
    </div>
  );
}

const EXACT = /^-?\d+(\.\d+)?$/;

/** The digits as the document writes them: whole numbers bare, decimals as text. */
const exact = (text: string): Value => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);

interface NumberTextProps {
  id?: string;
  label?: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  suffix?: string | undefined;
  placeholder?: string;
}

/** An exact number as it is typed; what is no number yet stays in the field and out of the document. */
export function NumberText({ id, label, value, onChange, suffix, placeholder }: NumberTextProps) {
  const t = useWords(words);
  const said = value === undefined ? "" : String(value);
  const [typed, setTyped] = useState(said);
  useEffect(() => setTyped(said), [said]);
  const isWrong = typed.trim() !== "" && !EXACT.test(typed.trim());
  const change = (text: string) => {
    setTyped(text);
    const trimmed = text.trim();
    if (trimmed === "") onChange(undefined);
    else if (EXACT.test(trimmed)) onChange(exact(trimmed));
  };
  return (
    <Input
      {...(id ? { id } : {})}
      {...(label ? { "aria-label": label } : {})}
      inputMode="decimal"
      value={typed}
      onChange={({ target }) => change(target.value)}
      onBlur={() => setTyped(said)}
      status={isWrong ? "error" : ""}
      title={isWrong ? t.numberWrong : undefined}
      suffix={suffix}
      placeholder={placeholder}
      className="figure-input"
    />
  );
}

interface ChoiceProps {
  id?: string;
  label?: string;
  value: string;
  names: Record<string, string>;
  onChange: (value: string) => void;
}

/** One of a few, by name. */
export function Choice({ id, label, value, names, onChange }: ChoiceProps) {
  return (
    <Select
      {...(id ? { id } : {})}
      {...(label ? { "aria-label": label } : {})}
      value={value}
      onChange={onChange}
      options={Object.entries(names).map(([name, text]) => ({ value: name, label: text }))}
      popupMatchSelectWidth={false}
      style={{ width: "100%" }}
    />
  );
}

/** A choice of the document that has a default: choosing that takes the key out. */
export function DefaultChoice({
  standard,
  onChange,
  value,
  ...rest
}: Omit<ChoiceProps, "onChange" | "value"> & {
  value: Value | undefined;
  standard: string;
  onChange: (value: string | undefined) => void;
}) {
  const chosen = typeof value === "string" ? value : standard;
  return <Choice {...rest} value={chosen} onChange={(name) => onChange(name === standard ? undefined : name)} />;
}

/** What people call a part, in both languages. */
export function WordsField({ value, put }: { value: Value | undefined; put: (value: Value) => void }) {
  const t = useWords(words);
  const said = (lang: "zh" | "en") =>
    typeof value === "string" ? value : isTable(value) ? String(value[lang] ?? "") : "";
  const both = { zh: said("zh"), en: said("en") };
  return (
    <div className="pair">
      {(["zh", "en"] as const).map((lang) => (
        <Field label={`${t.label} · ${t[lang]}`} key={lang}>
          {(id) => (
            <Input
              id={id}
              value={both[lang]}
              maxLength={80}
              onChange={({ target }) => put({ ...both, [lang]: target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** A name that other parts use. */
export function NameField({ table, put }: { table: Table; put: Put }) {
  const t = useWords(words);
  return (
    <Field label={t.name} help={t.nameHelp}>
      {(id) => (
        <Input
          id={id}
          className="mono"
          spellCheck={false}
          maxLength={60}
          value={String(table.name ?? "")}
          onChange={({ target }) => put("name", target.value)}
        />
      )}
    </Field>
  );
}

interface BandsProps {
  title: string;
  bands: Table[];
  columns: readonly { key: string; label: string; suffix?: string }[];
  put: (bands: Table[]) => void;
  add: () => Table;
}

/** Rows of figures: bands of a rate, bands of a redemption. */
export function Bands({ title, bands, columns, put, add }: BandsProps) {
  const t = useWords(words);
  const change = (at: number, key: string, value: Value | undefined) =>
    put(bands.map((band, index) => (index === at && value !== undefined ? { ...band, [key]: value } : band)));
  return (
    <fieldset className="bands bare">
      <legend>{title}</legend>
      <div className="band band-head quiet" aria-hidden="true">
        {columns.map(({ key, label }) => (
          <span key={key}>{label}</span>
        ))}
        <span />
      </div>
      {bands.map((band, at) => (
        <div className="band" key={at}>
          {columns.map(({ key, label, suffix }) => (
            <NumberText
              key={key}
              label={`${label} ${at + 1}`}
              value={band[key]}
              suffix={suffix}
              onChange={(value) => change(at, key, value)}
            />
          ))}
          <button
            type="button"
            className="text-button band-gone"
            aria-label={`${t.remove} ${at + 1}`}
            disabled={bands.length === 1}
            onClick={() => put(bands.filter((_, index) => index !== at))}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="text-button band-more" onClick={() => put([...bands, add()])}>
        + {t.addBand}
      </button>
    </fieldset>
  );
}
