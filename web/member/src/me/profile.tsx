/** Name, e-mail and birthday. What is on file is masked, so the fields begin empty. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWords } from "@tessera/shared/i18n";
import { Loading } from "@tessera/shared/screen";
import { Button, type InputProps, Toast } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { changeProfile, useMe } from "../api/questions.ts";
import type { Profile } from "../api/said.ts";
import { faultOf, useFault } from "../screen/fault.ts";
import { Field } from "../screen/field.tsx";
import { InnerHead } from "../screen/inner.tsx";
import { Trouble } from "../screen/trouble.tsx";
import { goBack } from "../shell/route.ts";
import { changeOf, PARTS, type Part } from "./change.ts";
import { words } from "./words.ts";

const INPUTS: Record<Part, InputProps> = {
  name: { autoComplete: "nickname", maxLength: 60 },
  email: { type: "email", inputMode: "email", autoComplete: "email", autoCapitalize: "off", maxLength: 254 },
  birthday: { type: "date", autoComplete: "bday" },
};

export function ProfileForm() {
  const t = useWords(words);
  const me = useMe();
  return (
    <>
      <InnerHead title={t.editTitle} above="me" />
      {me.isPending && <Loading lines={5} />}
      {me.isError && <Trouble error={me.error} retry={me.refetch} />}
      {me.data && <Fields profile={me.data.profile ?? {}} />}
    </>
  );
}

function Fields({ profile }: { profile: Profile }) {
  const t = useWords(words);
  const say = useFault();
  const client = useQueryClient();
  const [typed, setTyped] = useState({ name: "", email: "", birthday: "" });
  const [removed, setRemoved] = useState({ name: false, email: false, birthday: false });
  const [isNothing, setNothing] = useState(false);
  const saving = useMutation({
    mutationFn: changeProfile,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["me"] });
      Toast.show({ content: t.saved });
      goBack("me");
    },
  });

  function save(event: FormEvent) {
    event.preventDefault();
    const change = changeOf({ typed, removed });
    setNothing(!change);
    if (change) saving.mutate(change);
  }

  const hints: Record<Part, string> = { name: t.nameHint, email: t.emailHint, birthday: "" };
  const atFields = PARTS.some((part) => faultOf(saving.error, part));
  return (
    <form className="profile" onSubmit={save} noValidate>
      <p className="quiet">{t.editAbout}</p>
      {PARTS.map((part) => {
        const known = profile[part];
        return (
          <Field
            key={part}
            {...INPUTS[part]}
            label={
              <>
                {t[part]}
                {known && <span className="on-file own-words">{known}</span>}
              </>
            }
            name={part}
            placeholder={removed[part] ? t.willRemove : known ? t.keep : hints[part]}
            disabled={removed[part]}
            value={removed[part] ? "" : typed[part]}
            onChange={(value) => setTyped({ ...typed, [part]: value })}
            fault={faultOf(saving.error, part)}
            help={removed[part] ? t.willRemove : undefined}
            beside={
              known && (
                <button
                  type="button"
                  className="text-button"
                  aria-pressed={removed[part]}
                  aria-label={`${removed[part] ? t.undo : t.remove} ${t[part]}`}
                  onClick={() => setRemoved({ ...removed, [part]: !removed[part] })}
                >
                  {removed[part] ? t.undo : t.remove}
                </button>
              )
            }
          />
        );
      })}
      {(isNothing || (saving.error !== null && !atFields)) && (
        <p className="form-fault" role="alert">
          {isNothing ? t.nothingToSave : say(saving.error)}
        </p>
      )}
      <Button block color="primary" size="large" type="submit" loading={saving.isPending}>
        {t.save}
      </Button>
    </form>
  );
}
