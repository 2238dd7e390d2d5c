/** The form of the program itself. */
import { useWords } from "@tessera/shared/i18n";
import { Input } from "antd";
import { textIn } from "../../../document/program.ts";
import type { Table } from "../../../document/value.ts";
import { DefaultChoice, Field, NumberText, type Put, WordsField } from "./pieces.tsx";
import { words } from "./words.ts";

export function HeaderForm({ header, put }: { header: Table; put: Put }) {
  const t = useWords(words);
  const text = (key: string, label: string, most: number) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          className="mono"
          spellCheck={false}
          maxLength={most}
          value={textIn(header, key)}
          onChange={({ target }) => put(key, target.value)}
        />
      )}
    </Field>
  );
  return (
    <div className="part-form">
      <WordsField value={header.name} put={(name) => put("name", name)} />
      <div className="pair">
        {text("code", t.code, 60)}
        {text("time_zone", t.zone, 60)}
        {text("currency", t.currency, 3)}
        <Field label={t.rounding}>
          {(id) => (
            <DefaultChoice
              id={id}
              value={header.rounding}
              standard="down"
              names={t.roundings}
              onChange={(value) => put("rounding", value)}
            />
          )}
        </Field>
        <Field label={t.rewardLimit} help={t.rewardLimitHelp}>
          {(id) => (
            <NumberText
              id={id}
              value={header.reward_rate_limit}
              placeholder="0.2"
              onChange={(value) => put("reward_rate_limit", value)}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
