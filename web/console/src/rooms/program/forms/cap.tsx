/** The form of a cap. */
import { useLang, useWords } from "@tessera/shared/i18n";
import { Select } from "antd";
import { namesIn, tableAt, textIn } from "../../../document/program.ts";
import type { Table } from "../../../document/value.ts";
import { Choice, Field, NameField, NumberText, type Put, WordsField } from "./pieces.tsx";
import { words } from "./words.ts";

export function CapForm({ document, cap, put }: { document: Table; cap: Table; put: Put }) {
  const t = useWords(words);
  const names = namesIn(document, useLang());
  const wallet = textIn(cap, "wallet");
  const counts = textIn(cap, "counts");
  const unit =
    counts === "spend"
      ? textIn(tableAt(document, ["program"]), "currency")
      : (names.wallets.find(({ name }) => name === wallet)?.label ?? wallet);
  return (
    <div className="part-form">
      <WordsField value={cap.label} put={(label) => put("label", label)} />
      <NameField table={cap} put={put} />
      <div className="pair">
        <Field label={t.counts}>
          {(id) => <Choice id={id} value={counts} names={t.countKinds} onChange={(next) => put("counts", next)} />}
        </Field>
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
        <Field label={t.per}>
          {(id) => <Choice id={id} value={textIn(cap, "per")} names={t.pers} onChange={(next) => put("per", next)} />}
        </Field>
        <Field label={t.limit}>
          {(id) => (
            <NumberText
              id={id}
              value={cap.limit}
              suffix={unit}
              onChange={(limit) => limit !== undefined && put("limit", limit)}
            />
          )}
        </Field>
      </div>
      <Field label={t.capRules} help={t.capRulesHelp}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={Array.isArray(cap.rules) ? cap.rules.map(String) : []}
            options={names.rules.map(({ name, label }) => ({ value: name, label }))}
            onChange={(rules: string[]) => put("rules", rules.length > 0 ? rules : undefined)}
          />
        )}
      </Field>
    </div>
  );
}
