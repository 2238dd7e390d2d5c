/** Erasing oneself, in two steps: what it means, then the word that confirms it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd-mobile";
import { type FormEvent, useState } from "react";
import { eraseMe, forget, useMe } from "../api/questions.ts";
import { useShop } from "../api/shop.ts";
import { useFault } from "../screen/fault.ts";
import { Field } from "../screen/field.tsx";
import { InnerHead } from "../screen/inner.tsx";
import { goBack, goTo } from "../shell/route.ts";
import { words } from "./words.ts";

export function Erase({ onErased }: { onErased: () => void }) {
  const t = useWords(words);
  const [isUnderstood, setUnderstood] = useState(false);
  return (
    <>
      <InnerHead title={t.eraseTitle} above="me" />
      <div className="erase">
        <h2>{t.eraseWhat}</h2>
        <ul>
          {t.eraseItems.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <Holding />
        {isUnderstood ? (
          <Confirm onErased={onErased} />
        ) : (
          <>
            <p className="quiet">{t.eraseExportFirst}</p>
            <Button block size="large" className="quiet-button" onClick={() => setUnderstood(true)}>
              {t.eraseNext}
            </Button>
            <Keep />
          </>
        )}
      </div>
    </>
  );
}

/** What would be lost. */
function Holding() {
  const t = useWords(words);
  const shop = useShop();
  const me = useMe();
  const main = me.data?.wallets.find(({ wallet }) => wallet === shop.paying) ?? me.data?.wallets[0];
  if (!main || main.available <= 0) return null;
  return <p className="notice">{t.eraseHolding(`${figure(main.available, main.decimals)} ${main.label}`)}</p>;
}

function Confirm({ onErased }: { onErased: () => void }) {
  const t = useWords(words);
  const say = useFault();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const erasing = useMutation({
    mutationFn: eraseMe,
    onSuccess: () => {
      onErased();
      goTo("", "replace");
      forget(client);
    },
  });
  const isConfirmed = typed.trim().toUpperCase() === t.eraseWord;

  function erase(event: FormEvent) {
    event.preventDefault();
    if (isConfirmed) erasing.mutate();
  }

  return (
    <form onSubmit={erase} noValidate>
      <Field
        label={t.eraseConfirm(t.eraseWord)}
        autoComplete="off"
        autoCapitalize="characters"
        autoFocus
        value={typed}
        onChange={setTyped}
        fault={say(erasing.error)}
      />
      <Button block size="large" color="primary" type="submit" disabled={!isConfirmed} loading={erasing.isPending}>
        {t.eraseDo}
      </Button>
      <Keep />
    </form>
  );
}

function Keep() {
  const t = useWords(words);
  return (
    <button type="button" className="text-button plain-way" onClick={() => goBack("me")}>
      {t.eraseKeep}
    </button>
  );
}
