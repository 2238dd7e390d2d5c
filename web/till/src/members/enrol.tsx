/** Enrols somebody in one step: the phone number, and a name for those who like. */
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { isUp } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { takesFocus } from "../pieces/focus.ts";
import type { Draft } from "../queue/surroundings.ts";
import { outcome, theQueue } from "../queue/use.ts";
import { currentPlace } from "../shop/place.ts";
import type { Enrolled } from "./ask.ts";
import { masked, maskedName, shapeOf, spaced, tidied } from "./identity.ts";
import type { Person } from "./person.ts";
import { words } from "./words.ts";

interface EnrolProps {
  typed: string;
  onEnrolled: (person: Person) => void;
  onLeave: () => void;
}

function draftOf(phone: string, name: string): Draft {
  const { store, currency } = currentPlace();
  return {
    kind: "enrol",
    path: "/v1/members",
    body: { phone, ...(name && { name }), channel: "pos", ...(store && { home_store: store }) },
    shown: { who: spaced(masked(phone)), amount: 0, currency, decimals: 2 },
    offline: !isUp(),
  };
}

export function Enrol({ typed, onEnrolled, onLeave }: EnrolProps) {
  const t = useWords(words);
  const isPhone = shapeOf(typed) === "phone";
  const [phone, setPhone] = useState(isPhone ? typed : "");
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const phoneField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!isPhone) phoneField.current?.focus();
  }, [isPhone]);

  async function enrol(event: FormEvent) {
    event.preventDefault();
    const tidy = tidied(phone);
    if (!tidy) {
      setFault(t.phoneMissing);
      return phoneField.current?.focus();
    }
    if (busy) return;
    setBusy(true);
    setFault("");
    const { id } = await theQueue().add(draftOf(tidy, name.trim()));
    const slip = await outcome(id);
    setBusy(false);
    const base = {
      title: name.trim() ? maskedName(name.trim()) : spaced(masked(tidy)),
      status: "active",
      proof: null,
    };
    const about = name.trim() ? spaced(masked(tidy)) : "";
    if (slip?.state === "done") {
      const said = slip.answer as unknown as Enrolled;
      const card = said.card_number ? spaced(said.card_number) : "";
      // Who was a member all along goes by the name that the server keeps.
      const own = said.existing ? { ...base, title: spaced(masked(tidy)) } : base;
      return onEnrolled({
        ...own,
        id: said.id,
        about: [said.existing ? "" : about, card].filter(Boolean).join(" · "),
        fresh: !said.existing,
      });
    }
    if (slip?.state === "refused") {
      setFault(slip.refusal?.text ?? "");
      await theQueue().forget(id);
      return phoneField.current?.select();
    }
    onEnrolled({ ...base, id: null, named: { enrolled: id }, about: t.awayEnrol, fresh: true });
  }

  return (
    <form
      className="enrol"
      onSubmit={(event) => void enrol(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        onLeave();
      }}
    >
      <p className="enrol-head">
        <strong>{t.unknown(spaced(typed))}</strong>
        <span className="soft">{t.unknownHelp}</span>
      </p>
      <div className="enrol-fields">
        <label>
          <span>{t.phone}</span>
          <input
            ref={phoneField}
            inputMode="tel"
            autoComplete="off"
            aria-invalid={fault !== ""}
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </label>
        <label>
          <span>{t.name}</span>
          <input
            autoComplete="off"
            ref={isPhone ? takesFocus : undefined}
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="acts">
        <Act k="Enter" weight="main" submit busy={busy} onAct={() => undefined}>
          {busy ? t.enrolling : t.enrol}
        </Act>
        <Act k="Esc" onAct={onLeave}>
          {t.notNow}
        </Act>
      </div>
      <p className="quiet small">{t.privacy}</p>
    </form>
  );
}
