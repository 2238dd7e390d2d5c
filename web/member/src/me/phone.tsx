/** Another phone: the code that comes to it shows that it is there. Who is signed in with the old one is no more. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWords } from "@tessera/shared/i18n";
import { Button, Toast } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { changePhone, sendPhoneCode, useMe } from "../api/questions.ts";
import { missingOf, PhoneFields } from "../join/phone-fields.tsx";
import { InnerHead } from "../screen/inner.tsx";
import { goBack } from "../shell/route.ts";
import { words } from "./words.ts";

export function PhoneForm() {
  const t = useWords(words);
  const me = useMe();
  const client = useQueryClient();
  const [typed, setTyped] = useState({ phone: "", code: "" });
  const [missing, setMissing] = useState<"phone" | "code">();
  const moving = useMutation({
    mutationFn: changePhone,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["me"] });
      Toast.show({ content: t.phoneMoved });
      goBack("me");
    },
  });

  function move(event: FormEvent) {
    event.preventDefault();
    const isMissing = missingOf(typed);
    setMissing(isMissing);
    if (!isMissing) moving.mutate({ phone: typed.phone.trim(), code: typed.code.trim() });
  }

  const now = me.data?.profile?.phone;
  return (
    <>
      <InnerHead title={t.phoneTitle} above="me" />
      <form className="profile" onSubmit={move} noValidate>
        <p className="quiet">
          {now && t.phoneNow(now)}
          {t.phoneAbout}
        </p>
        <PhoneFields
          label={t.phoneNew}
          typed={typed}
          onType={setTyped}
          send={sendPhoneCode}
          onSend={(isMissing) => {
            setMissing(isMissing);
            moving.reset();
          }}
          missing={missing}
          error={moving.error}
        />
        <Button block color="primary" size="large" type="submit" loading={moving.isPending}>
          {t.phoneMove}
        </Button>
      </form>
    </>
  );
}
