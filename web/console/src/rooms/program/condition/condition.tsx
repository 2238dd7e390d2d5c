/** A condition in lines and as text, always in step: either may be changed. */
import type { Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { Input } from "antd";
import { useEffect, useId, useState } from "react";
import { conditionOf, type Group, textOf } from "../../../condition/condition.ts";
import { type Names, type Place, useConditionNames } from "../../../condition/names.ts";
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
  /** What the check says is wrong with it. */
  faults: readonly Said<"Finding">[];
  put: (text: string) => void;
}

export function Condition(props: ConditionProps) {
  const { title, help, text, faults, put } = props;
  const t = useWords(words);
  const id = useId();
  const names = useConditionNames();
  return (
    <fieldset className="form-part bare condition">
      <legend>{title}</legend>
      <p className="quiet">{help}</p>
      <div className="condition-sides">
        {names.data && <Lines {...props} names={names.data} />}
        {names.isPending && <Loading lines={2} />}
        {names.isError && <Failure error={names.error} retry={() => void names.refetch()} />}
        <div className="field">
          <label htmlFor={id}>{t.text}</label>
          <Input.TextArea
            id={id}
            className="mono"
            spellCheck={false}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={text}
            status={faults.length > 0 ? "error" : ""}
            aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
            maxLength={16_000}
            onChange={({ target }) => put(target.value)}
          />
          {faults.length > 0 ? (
            <div className="gate-fault" id={`${id}-faults`}>
              {faults.map(({ code, column, reason, remedy }) => (
                <p key={`${code}/${column}`}>
                  {reason} {remedy}
                </p>
              ))}
            </div>
          ) : (
            <small className="quiet">{t.textHelp}</small>
          )}
        </div>
      </div>
    </fieldset>
  );
}

function Lines({ place, tiers, text, faults, put, names }: ConditionProps & { names: Names }) {
  const t = useWords(words);
  // Lines that are begun and say nothing yet are kept here; what they say is the text.
  const [group, setGroup] = useState<Group | undefined>(() => conditionOf(text, names));
  useEffect(() => {
    setGroup((held) => (held && textOf(held, names) === text.trim() ? held : conditionOf(text, names)));
  }, [text, names]);
  const change = (next: Group) => {
    setGroup(next);
    put(textOf(next, names));
  };
  return group ? (
    <GroupView group={group} place={place} names={names} tiers={tiers} change={change} />
  ) : (
    <div className="condition-rich">
      <p className="soft">{faults.length > 0 ? t.broken : t.tooRich}</p>
      {faults.length === 0 && (
        <button type="button" className="text-button" onClick={() => put("")}>
          <u>{t.startOver}</u>
        </button>
      )}
    </div>
  );
}
