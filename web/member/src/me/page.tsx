/** Who I am here, what is kept of me, and how the page looks. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { birthdayInWords, day, dayInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { LangChoice, Loading, ModeChoice } from "@tessera/shared/screen";
import { Button, Toast } from "antd-mobile";
import type { ReactNode } from "react";
import { askEverything, signOut, useMe } from "../api/questions.ts";
import type { Me as Member } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { inFours } from "../card/digits.ts";
import { useFault } from "../screen/fault.ts";
import { Trouble } from "../screen/trouble.tsx";
import { Chevron } from "../shell/icons.tsx";
import { leadsTo } from "../shell/route.ts";
import { download } from "./download.ts";
import { words } from "./words.ts";

export function Me() {
  const t = useWords(words);
  const me = useMe();
  return (
    <>
      <header className="room-title">
        <h1>{t.heading}</h1>
      </header>
      {me.isPending && <Loading lines={5} />}
      {me.isError && <Trouble error={me.error} retry={me.refetch} />}
      {me.data && <Person me={me.data} />}
      <Privacy />
      <Group title={t.groups.page}>
        <li className="entry-choice">
          <span>{t.language}</span>
          <LangChoice />
        </li>
        <li className="entry-choice">
          <span>{t.theme}</span>
          <ModeChoice />
        </li>
      </Group>
      <SignOut />
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="group">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function Person({ me }: { me: Member }) {
  const t = useWords(words);
  const lang = useLang();
  const { zone } = useShop();
  const { profile } = me;
  const facts: [string, string | null | undefined][] = [
    [t.phone, profile?.phone],
    [t.email, profile?.email],
    [t.birthday, profile?.birthday && birthdayInWords(profile.birthday, lang)],
    [t.card, me.card_number && inFours(me.card_number).join(" ")],
  ];
  return (
    <section className="person">
      <p className={profile?.name ? "person-name own-words" : "person-name"}>{profile?.name ?? t.noName}</p>
      <p className="quiet">{t.since(dayInWords(day(me.joined_at, zone), lang))}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value ? undefined : "quiet"}>{value ?? t.none}</dd>
          </div>
        ))}
      </dl>
      <div className="person-ways">
        <a className="person-edit" {...leadsTo("me/profile")}>
          {t.edit}
        </a>
        <a className="person-edit" {...leadsTo("me/phone")}>
          {t.phoneTitle}
        </a>
      </div>
    </section>
  );
}

function Privacy() {
  const t = useWords(words);
  const say = useFault();
  const exporting = useMutation({
    mutationFn: askEverything,
    onSuccess: (everything) => {
      download("tessera-my-data.json", everything);
      Toast.show({ content: t.exported });
    },
    onError: (error) => Toast.show({ content: say(error) || t.failed }),
  });
  return (
    <Group title={t.groups.privacy}>
      <li>
        <a className="entry" {...leadsTo("me/kept")}>
          <span>{t.kept}</span>
          <Chevron />
        </a>
      </li>
      <li>
        <button type="button" className="entry" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
          <span>
            {t.export}
            <small>{t.exportHelp}</small>
          </span>
          <Chevron />
        </button>
      </li>
      <li>
        <a className="entry" {...leadsTo("me/erase")}>
          <span>
            {t.erase}
            <small>{t.eraseHelp}</small>
          </span>
          <Chevron />
        </a>
      </li>
    </Group>
  );
}

function SignOut() {
  const t = useWords(words);
  const say = useFault();
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: () => signOut(client),
    onError: (error) => Toast.show({ content: say(error) || t.failed }),
  });
  return (
    <div className="sign-out">
      <Button block size="large" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t.signOut}
      </Button>
      <p className="quiet">{t.signOutAsk}</p>
    </div>
  );
}
