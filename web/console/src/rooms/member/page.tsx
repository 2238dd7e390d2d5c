/** One member: who, what is in the wallets, what happened, and why. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, ask } from "@tessera/shared/api";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Failure, Loading } from "@tessera/shared/screen";
import { useNames } from "../../program/reading.ts";
import { useTitle } from "../../shell/title.ts";
import { MemberHead } from "./head.tsx";
import "./member.css";
import { Person } from "./person.tsx";
import { Timeline } from "./timeline.tsx";
import { Wallets } from "./wallets.tsx";
import { words } from "./words.ts";

export function Member() {
  const { member: id } = useParams({ from: "/members/$member" });
  const t = useWords(words);
  const lang = useLang();
  const names = useNames();
  const member = useQuery({
    queryKey: ["member", id, lang],
    // Balances change behind the page's back, at tills and by approvals.
    staleTime: 0,
    queryFn: () => ask(api.GET("/v1/members/{member}", { params: { path: { member: id } } })),
  });
  useTitle(member.data?.ext_id ?? t.back);
  return (
    <>
      <nav className="way-back">
        <Link to="/members">← {t.back}</Link>
      </nav>
      {member.isPending && <Loading lines={9} />}
      {member.isError && <Failure error={member.error} retry={() => void member.refetch()} />}
      {member.data && (
        <div className="stack">
          <MemberHead member={member.data} names={names} />
          <Person member={member.data} />
          <Wallets member={member.data} names={names} />
          <Timeline member={member.data.id} names={names} />
        </div>
      )}
    </>
  );
}
