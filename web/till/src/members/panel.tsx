/** Who it is: one field for everything that can be scanned or typed, then a card. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, useEffect, useImperativeHandle, useRef, useState } from "react";
import { isUp } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { findMember } from "./ask.ts";
import { MemberCard } from "./card.tsx";
import { Enrol } from "./enrol.tsx";
import { shapeOf, tidied } from "./identity.ts";
import { type Person, personOf, personTyped } from "./person.ts";
import { words } from "./words.ts";

export interface PanelHandle {
  /** Looks somebody up as if the text had been typed here. */
  find: (text: string) => void;
  focus: () => void;
  /** Puts what was typed elsewhere behind what is here. */
  type: (text: string) => void;
}

interface PanelProps {
  person: Person | null;
  onPerson: (person: Person | null) => void;
  /** The member is settled: the next thing may have the focus. */
  onDone: () => void;
  ref: React.Ref<PanelHandle>;
}

export function MemberPanel({ person, onPerson, onDone, ref }: PanelProps) {
  const t = useWords(words);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [unknown, setUnknown] = useState<string | null>(null);

  function settle(next: Person) {
    setText("");
    setUnknown(null);
    setFault("");
    onPerson(next);
    onDone();
  }

  function away(typed: string) {
    if (shapeOf(typed) === "code") return setFault(t.awayCode);
    settle(personTyped(tidied(typed)));
  }

  async function find(typed: string) {
    const tidy = tidied(typed);
    if (!tidy || busy) return;
    setBusy(true);
    setFault("");
    setUnknown(null);
    try {
      if (!isUp()) return away(tidy);
      const found = await findMember(tidy);
      if (found.status === "erased") return setFault(t.erased);
      settle(personOf(found, tidy));
    } catch (error) {
      const problem = problemOf(error);
      if (!isUp()) away(tidy);
      else if (problem.isMissing && problem.code === "unknown-member") {
        // A number may be somebody's who is no member yet; what is none was mistyped, or an amount.
        if (shapeOf(tidy) === "phone") setUnknown(tidy);
        else setFault(t.nobody(tidy));
      } else setFault(problem.message);
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // Enter on the empty field: a sale without a member.
    if (!text.trim()) return onDone();
    void find(text);
  }

  useImperativeHandle(ref, () => ({
    find: (scanned) => {
      setText(scanned);
      void find(scanned);
    },
    focus: () => field.current?.focus(),
    type: (more) => {
      setText((before) => before + more);
      field.current?.focus();
    },
  }));
  // After a fault the text is there to be typed over.
  useEffect(() => {
    if (fault) field.current?.select();
  }, [fault]);

  if (person) return <MemberCard person={person} onChange={() => onPerson(null)} />;
  if (unknown !== null) {
    return (
      <Enrol
        typed={unknown}
        onEnrolled={settle}
        onLeave={() => {
          setUnknown(null);
          setText("");
        }}
      />
    );
  }
  return (
    <form className="ask" onSubmit={submit}>
      <div className="ask-field">
        <input
          ref={field}
          data-home
          data-scan="all"
          aria-label={t.scan}
          aria-invalid={fault !== ""}
          aria-describedby="member-said"
          placeholder={t.scan}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Act k="Enter" weight="plain" submit busy={busy} onAct={() => undefined}>
          {busy ? t.finding : t.find}
        </Act>
      </div>
      <p id="member-said" className={fault ? "fault" : "quiet"} role={fault ? "alert" : undefined}>
        {fault || t.scanHint}
      </p>
    </form>
  );
}
