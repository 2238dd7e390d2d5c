/** The member of this sale: who, which tier, what is in the wallets. */
import { useQuery } from "@tanstack/react-query";
import { figure, money } from "@tessera/shared/format";
import { type Lang, useLang, useWords } from "@tessera/shared/i18n";
import { now, useConnection } from "../net/connection.ts";
import { Act } from "../pieces/act.tsx";
import { learn } from "../shop/names.ts";
import { setPlace } from "../shop/place.ts";
import { type Standing, standing } from "./ask.ts";
import { isProven, type Person } from "./person.ts";
import { words } from "./words.ts";

async function readStanding(id: string, lang: Lang, signal: AbortSignal): Promise<Standing> {
  const member = await standing(id, signal);
  learn(member, lang);
  setPlace({ currency: member.spend.currency });
  return member;
}

/** The member's wallets and tier; nothing for somebody whom only the server can name. */
export function useStanding(id: string | null | undefined) {
  const lang = useLang();
  const { up } = useConnection();
  return useQuery({
    queryKey: ["member", id, lang],
    queryFn: ({ signal }) => (id ? readStanding(id, lang, signal) : null),
    enabled: up && id != null,
    staleTime: 10_000,
  });
}

/** What is missing to the next tier, in the units that it is measured in. */
function missing(member: Standing): string {
  const { next_tier: next } = member;
  if (!next) return "";
  if (next.wallet == null) return money(next.missing, member.spend.currency);
  const wallet = member.wallets.find(({ wallet: name }) => name === next.wallet);
  return `${figure(next.missing, wallet?.decimals ?? 0)} ${wallet?.label ?? next.wallet}`;
}

export function MemberCard({ person, onChange }: { person: Person; onChange: () => void }) {
  const t = useWords(words);
  const { data: member } = useStanding(person.id);
  const isBlocked = (member?.status ?? person.status) === "blocked";
  // As the server masks it, once it has said so.
  const title = member?.profile?.name || person.title;
  const initial = [...title][0] ?? "";
  return (
    <div className="member">
      <span className="member-mark own-words" aria-hidden="true">
        {/\p{Letter}/u.test(initial) ? initial : "客"}
      </span>
      <div className="member-who">
        <p className="member-name">
          <strong className="own-words">{title}</strong>
          {member?.tier && <span className="tag seal-tag">{member.tier.label}</span>}
          {person.fresh && <span className="tag good">{t.fresh}</span>}
          {isProven(person, now()) && <span className="tag good">{t.proven}</span>}
        </p>
        {person.about && <p className="quiet wrap">{person.about}</p>}
        {isBlocked && <p className="fault">{t.blocked}</p>}
        {person.named && "find" in person.named && <p className="careful-text">{t.awayFound}</p>}
        {member?.next_tier && <p className="soft">{t.toNext(missing(member), member.next_tier.label)}</p>}
      </div>
      <dl className="member-wallets">
        {member?.wallets.map((wallet) => (
          <div key={wallet.wallet}>
            <dt>{wallet.label}</dt>
            <dd>
              {figure(wallet.available, wallet.decimals)}
              {wallet.debt > 0 && <small className="fault">{t.owed(figure(wallet.debt, wallet.decimals))}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <Act k="F2" weight="quiet" onAct={onChange}>
        {t.change}
      </Act>
    </div>
  );
}
