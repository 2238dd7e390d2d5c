/** What is kept about the person: masked, and whole for a minute to who says why. */
import { api, ask, type Said } from "@tessera/shared/api";
import { birthdayInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { useMay } from "@tessera/shared/session";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { Reason } from "../../people/reason.tsx";
import { EditPerson } from "./edit-person.tsx";
import { words } from "./person-words.ts";

/** How long it is shown whole, in seconds. */
const SHOWN = 60;

const FIELDS = ["phone", "name", "birthday", "email"] as const;

export function Person({ member }: { member: Said<"Member"> }) {
  const t = useWords(words);
  const lang = useLang();
  const mayRead = useMay("members:read_pii");
  const mayWrite = useMay("members:write");
  const [asking, setAsking] = useState<"unmask" | "edit">();
  const clear = useClear();
  const shown = clear.profile ?? member.profile;
  const isErased = member.status === "erased";
  return (
    <section className="sheet">
      <div className="sheet-head">
        <div>
          <h2>{t.person}</h2>
          <span className="quiet">{clear.profile ? t.shownFor(clear.seconds) : t.personHelp}</span>
        </div>
        {!isErased && (
          <div className="actions">
            {mayRead && shown && (
              <Button size="small" onClick={() => (clear.profile ? clear.hide() : setAsking("unmask"))}>
                {clear.profile ? t.hide : t.unmask}
              </Button>
            )}
            {mayWrite && (
              <Button size="small" onClick={() => setAsking("edit")}>
                {t.edit}
              </Button>
            )}
          </div>
        )}
      </div>
      <dl className="facts person-facts">
        {member.card_number && (
          <div className="fact-pair">
            <dt>{t.card}</dt>
            <dd>{member.card_number.replace(/(\d{4})(?=\d)/g, "$1 ")}</dd>
          </div>
        )}
        {FIELDS.map((field) =>
          shown?.[field] ? (
            <div className="fact-pair" key={field}>
              <dt>{t[field]}</dt>
              <dd className={clear.profile ? "in-clear as-written" : "as-written"}>
                {field === "birthday" ? birthdayInWords(shown[field] ?? "", lang) : shown[field]}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {!shown && <p className="quiet">{isErased ? t.erasedProfile : t.noProfile}</p>}
      {asking === "unmask" && (
        <Reason
          title={t.unmaskTitle}
          about={t.unmaskHelp}
          act={t.unmask}
          run={async (reason) =>
            clear.show(
              await ask(
                api.POST("/v1/members/{member}/unmask", { params: { path: { member: member.id } }, body: { reason } }),
              ),
            )
          }
          onDone={() => setAsking(undefined)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "edit" && <EditPerson member={member} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

/** A profile in clear, held by this page alone and for a minute. */
function useClear() {
  const [profile, setProfile] = useState<Said<"Clear">>();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!profile) return;
    const until = Date.now() + SHOWN * 1000;
    setSeconds(SHOWN);
    const timer = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) setProfile(undefined);
      else setSeconds(left);
    }, 500);
    return () => clearInterval(timer);
  }, [profile]);
  return { profile, seconds, show: setProfile, hide: () => setProfile(undefined) };
}
