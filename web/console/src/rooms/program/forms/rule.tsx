/** The form of a rule. */
import type { Said } from "@tessera/shared/api";
import { currencyInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { namesIn, tableAt, textIn } from "../../../document/program.ts";
import type { Table, Value } from "../../../document/value.ts";
import { Condition } from "../condition/condition.tsx";
import { Give } from "./give.tsx";
import { Activation, Expiry } from "./lapse.tsx";
import { Choice, Field, NameField, type Put, WordsField } from "./pieces.tsx";
import { words } from "./words.ts";

interface RuleFormProps {
  document: Table;
  rule: Table;
  /** What the check says of this rule. */
  findings: readonly Said<"Finding">[];
  put: Put;
}

/** What is wrong with one key of the rule. */
const faultsOf = (findings: readonly Said<"Finding">[], key: string) =>
  findings.filter(({ path, severity }) => severity === "error" && path.endsWith(`.${key}`));

export function RuleForm({ document, rule, findings, put }: RuleFormProps) {
  const t = useWords(words);
  const lang = useLang();
  const names = namesIn(document, lang);
  const wallet = textIn(rule, "wallet");
  const on = textIn(rule, "on");
  const trigger = on.startsWith("activity:") ? "activity" : on;
  const isOrder = trigger === "order";
  return (
    <div className="part-form">
      <WordsField value={rule.label} put={(label) => put("label", label)} />
      <NameField table={rule} put={put} />
      <div className="pair">
        <Field label={t.on}>
          {(id) => (
            <Choice
              id={id}
              value={trigger}
              names={t.onKinds}
              onChange={(next) => put("on", next === "activity" ? "activity:check_in" : next)}
            />
          )}
        </Field>
        {trigger === "activity" && (
          <Field label={t.activity} help={t.activityHelp}>
            {(id) => (
              <Input
                id={id}
                className="mono"
                spellCheck={false}
                maxLength={60}
                value={on.slice("activity:".length)}
                onChange={({ target }) => put("on", `activity:${target.value.trim()}`)}
              />
            )}
          </Field>
        )}
        <Field label={t.wallet}>
          {(id) => (
            <Select
              id={id}
              value={wallet}
              options={names.wallets.map(({ name, label }) => ({ value: name, label }))}
              onChange={(next) => put("wallet", next)}
            />
          )}
        </Field>
      </div>
      <Give
        rule={rule}
        put={(give) => put("give", give)}
        isOrder={isOrder}
        currency={currencyInWords(textIn(tableAt(document, ["program"]), "currency"), lang)}
        unit={names.wallets.find(({ name }) => name === wallet)?.label ?? wallet}
        rules={names.rules}
      />
      <Condition
        title={t.when}
        help={t.whenHelp}
        place={trigger === "join" || trigger === "activity" ? trigger : "order"}
        tiers={names.tiers}
        text={textIn(rule, "when")}
        faults={faultsOf(findings, "when")}
        put={(text) => put("when", text === "" ? undefined : text)}
      />
      {isOrder && (
        <Condition
          title={t.lines}
          help={t.linesHelp}
          place="line"
          tiers={names.tiers}
          text={textIn(rule, "lines")}
          faults={faultsOf(findings, "lines")}
          put={(text) => put("lines", text === "" ? undefined : text)}
        />
      )}
      <fieldset className="form-part bare">
        <legend>{t.period}</legend>
        <div className="pair">
          <Instant label={t.from} value={rule.from} put={(value) => put("from", value)} />
          <Instant label={t.until} value={rule.until} put={(value) => put("until", value)} />
        </div>
        <p className="quiet">{t.periodHelp}</p>
      </fieldset>
      <fieldset className="form-part bare">
        <legend>{t.overrides}</legend>
        <div className="pair">
          <Activation value={rule.activation} put={(value) => put("activation", value)} standard="wallet" />
          <Expiry value={rule.expiry} put={(value) => put("expiry", value)} standard="wallet" />
        </div>
      </fieldset>
    </div>
  );
}

/** A local date or time of the program: midnight is written as the date alone. */
function Instant({
  label,
  value,
  put,
}: {
  label: string;
  value: Value | undefined;
  put: (value: string | undefined) => void;
}) {
  const shown = typeof value === "string" ? dayjs(value) : null;
  return (
    <Field label={label}>
      {(id) => (
        <DatePicker
          id={id}
          value={shown?.isValid() ? shown : null}
          showTime={{ format: "HH:mm", defaultValue: dayjs("00:00", "HH:mm") }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: "100%" }}
          onChange={(at) => {
            const text = at?.format("YYYY-MM-DDTHH:mm:00");
            put(text?.endsWith("T00:00:00") ? text.slice(0, 10) : text);
          }}
        />
      )}
    </Field>
  );
}
