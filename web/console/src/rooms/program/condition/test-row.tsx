/** One line of a condition: a field, how it is compared, and with what. */
import { useWords } from "@tessera/shared/i18n";
import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { codesOf } from "../../../condition/codes.ts";
import type { Test } from "../../../condition/condition.ts";
import type { Field, Kind, Names, Operator, Place } from "../../../condition/names.ts";
import type { Named } from "../../../document/program.ts";
import { CodeValue } from "./code-value.tsx";
import { words } from "./words.ts";

interface TestRowProps {
  test: Test;
  place: Place;
  names: Names;
  tiers: readonly Named[];
  change: (test: Test) => void;
  remove: () => void;
}

export function TestRow({ test, place, names, tiers, change, remove }: TestRowProps) {
  const t = useWords(words);
  const field = names.named(test.field);
  const offered = names.in(place);
  // A field that is not there in this place is shown all the same: the check says what is wrong with it.
  const fields = field && !offered.some(({ name }) => name === field.name) ? [field, ...offered] : offered;
  const operators = field?.operators ?? [test.operator];
  const isMany = test.operator === "in" || test.operator === "not in";
  const chooseField = (name: string) => {
    const next = names.named(name);
    const kind = next?.kind ?? "text";
    const same = kind === field?.kind;
    change({
      kind: "test",
      field: name,
      operator: same ? test.operator : (next?.operators[0] ?? "=="),
      values: same ? test.values : firstValues(kind, tiers),
    });
  };
  const chooseOperator = (operator: Operator) => {
    const many = operator === "in" || operator === "not in";
    const values = many ? test.values.filter((value) => value !== "") : test.values.slice(0, 1);
    change({ ...test, operator, values: many || field?.kind === "flag" || values.length > 0 ? values : [""] });
  };
  return (
    <div className="test-row">
      <Select
        aria-label={t.field}
        value={test.field}
        onChange={chooseField}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: "label" }}
        options={fields.map((known) => ({ value: known.name, label: known.label }))}
      />
      <Select
        aria-label={t.operator}
        value={test.operator}
        onChange={chooseOperator}
        popupMatchSelectWidth={false}
        options={operators.map((value) => ({ value, label: t.operators[value] ?? value }))}
      />
      {field?.kind !== "flag" && (
        <ValueInput
          field={field}
          operator={test.operator}
          isMany={isMany}
          values={test.values}
          tiers={tiers}
          change={(values) => change({ ...test, values })}
        />
      )}
      <button type="button" className="text-button band-gone" aria-label={t.remove} onClick={remove}>
        ×
      </button>
    </div>
  );
}

/** What a line of a kind begins with: something that holds at times, so that nothing is wrong before anything is chosen. */
function firstValues(kind: Kind, tiers: readonly Named[]): string[] {
  switch (kind) {
    case "flag":
      return [];
    case "date":
      return [dayjs().format("YYYY-MM-DD")];
    case "tier":
      // Everybody has the lowest.
      return [(tiers[1] ?? tiers[0])?.name ?? ""];
    default:
      return [""];
  }
}

interface ValueProps {
  field: Field | undefined;
  operator: Operator;
  isMany: boolean;
  values: string[];
  tiers: readonly Named[];
  change: (values: string[]) => void;
}

function ValueInput({ field, operator, isMany, values, tiers, change }: ValueProps) {
  const t = useWords(words);
  const kind = field?.kind;
  const [first = ""] = values;
  if (kind === "tier") {
    const options = tiers.map(({ name, label }) => ({ value: name, label }));
    return isMany ? (
      <Select mode="multiple" aria-label={t.value} value={values} options={options} onChange={change} />
    ) : (
      <Select
        aria-label={t.value}
        value={first === "" ? undefined : first}
        options={options}
        onChange={(value: string) => change([value])}
      />
    );
  }
  const codes = kind === "text" && field ? codesOf(field.name, operator) : undefined;
  if (codes) return <CodeValue codes={codes} isMany={isMany} values={values} change={change} />;
  const isNumber = kind === "money" || kind === "whole" || kind === "quantity";
  const isRight = (value: string) => !isNumber || /^-?\d+(\.\d+)?$/.test(value);
  if (isMany) {
    return (
      <Select
        mode="tags"
        aria-label={t.value}
        placeholder={t.values}
        value={values}
        open={false}
        suffixIcon={null}
        tokenSeparators={[",", "，", " "]}
        onChange={(next: string[]) => change(next.filter(isRight))}
      />
    );
  }
  if (kind === "date") {
    const at = dayjs(first);
    return (
      <DatePicker
        aria-label={t.value}
        value={at.isValid() ? at : null}
        allowClear={false}
        onChange={(date) => change([date?.format("YYYY-MM-DD") ?? ""])}
      />
    );
  }
  return (
    <Input
      aria-label={t.value}
      value={first}
      inputMode={isNumber ? "decimal" : "text"}
      className={isNumber ? "figure-input" : ""}
      maxLength={120}
      onChange={({ target }) => {
        const typed = isNumber ? target.value.replace(/[^\d.-]/g, "") : target.value;
        if (typed === "" || isRight(typed) || /^-?\d*\.?$/.test(typed)) change([typed]);
      }}
    />
  );
}
