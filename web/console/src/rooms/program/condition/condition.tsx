/** A condition in lines and as text, always in step: either may be changed. */
import { useWords } from "@tessera/shared/i18n";
import { Input } from "antd";
import { useEffect, useId, useState } from "react";
import { conditionOf, type Group, textOf } from "../../../condition/condition.ts";
import type { Place } from "../../../condition/fields.ts";
import type { Named } from "../../../document/program.ts";
import "./condition.css";
import { GroupView } from "./group.tsx";
import { words } from "./words.ts";

interface ConditionProps {
  title: string;
  help: string;
  place: Place;
  tiers: readonly Named[];
  text: string;
  put: (text: string) => void;
}

export function Condition({ title, help, place, tiers, text, put }: ConditionProps) {
  const t = useWords(words);
  const id = useId();
  // Lines that are begun and say nothing yet are kept here; what they say is the text.
  const [group, setGroup] = useState<Group | undefined>(() => conditionOf(text));
  useEffect(() => {
    setGroup((held) => (held && textOf(held) === text.trim() ? held : conditionOf(text)));
  }, [text]);
  const change = (next: Group) => {
    setGroup(next);
    put(textOf(next));
  };
  return (
    <fieldset className="form-part bare condition">
      <legend>{title}</legend>
      <p className="quiet">{help}</p>
      <div className="condition-sides">
        {group ? (
          <GroupView group={group} place={place} tiers={tiers} change={change} />
        ) : (
          <div className="condition-rich">
            <p className="soft">{t.tooRich}</p>
            <button type="button" className="text-button" onClick={() => put("")}>
              <u>{t.startOver}</u>
            </button>
          </div>
        )}
        <div className="field">
          <label htmlFor={id}>{t.text}</label>
          <Input.TextArea
            id={id}
            className="mono"
            spellCheck={false}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={text}
            maxLength={16_000}
            onChange={({ target }) => put(target.value)}
          />
          <small className="quiet">{t.textHelp}</small>
        </div>
      </div>
    </fieldset>
  );
}
