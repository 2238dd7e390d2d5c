/** Who is new says how to be called, reads what is kept, and joins. */
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { useRules } from "../api/questions.ts";
import { KeptText } from "../me/kept.tsx";
import { words as meWords } from "../me/words.ts";
import { Sections } from "../rules/page.tsx";
import { words as rulesWords } from "../rules/words.ts";
import { faultOf, useFault } from "../screen/fault.ts";
import { Field } from "../screen/field.tsx";
import { Sheet } from "../screen/sheet.tsx";
import { words } from "./words.ts";

interface WelcomeProps {
  error: unknown;
  isBusy: boolean;
  onJoin: (name: string) => void;
  onBack: () => void;
}

export function Welcome({ error, isBusy, onJoin, onBack }: WelcomeProps) {
  const t = useWords(words);
  const { heading } = useWords(rulesWords);
  const { keptTitle } = useWords(meWords);
  const say = useFault();
  const rules = useRules();
  const [name, setName] = useState("");
  const [reading, setReading] = useState<"rules" | "kept">();
  const nameFault = faultOf(error, "name");

  function join(event: FormEvent) {
    event.preventDefault();
    onJoin(name.trim());
  }

  return (
    <form className="join-form" onSubmit={join} noValidate>
      <h2>{t.welcomeTitle}</h2>
      <p className="join-about">{t.welcome}</p>
      <Field
        label={t.name}
        name="name"
        autoComplete="nickname"
        enterKeyHint="done"
        maxLength={60}
        placeholder={t.nameHint}
        value={name}
        onChange={setName}
        fault={nameFault || say(error)}
      />
      <p className="consent">{t.consent}</p>
      <p className="consent-links">
        {rules.data && (
          <button type="button" className="text-button" onClick={() => setReading("rules")}>
            <u>{t.readRules}</u>
          </button>
        )}
        <button type="button" className="text-button" onClick={() => setReading("kept")}>
          <u>{t.readKept}</u>
        </button>
      </p>
      <Button block color="primary" size="large" type="submit" loading={isBusy}>
        {t.join}
      </Button>
      <button type="button" className="text-button plain-way" onClick={onBack}>
        {t.otherPhone}
      </button>
      {reading === "rules" && rules.data && (
        <Sheet title={heading} onClose={() => setReading(undefined)}>
          <Sections rules={rules.data} />
        </Sheet>
      )}
      {reading === "kept" && (
        <Sheet title={keptTitle} onClose={() => setReading(undefined)}>
          <KeptText />
        </Sheet>
      )}
    </form>
  );
}
