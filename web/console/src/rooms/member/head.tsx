import type { Said } from "@tessera/shared/api";
import { day, figure, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useChannelName } from "../../channels.ts";
import type { Names } from "../../program/reading.ts";
import { useStoreName } from "../../stores.ts";
import { Acts } from "./acts.tsx";
import { words as personWords } from "./person-words.ts";
import { words } from "./words.ts";

/** Who it is, which tier, and what is missing to the next, in a sentence. */
export function MemberHead({ member, names }: { member: Said<"Member">; names: Names }) {
  const t = useWords(words);
  const p = useWords(personWords);
  const storeName = useStoreName();
  const channelName = useChannelName();
  return (
    <header className="member-top">
      <div>
        <h1>
          <span className="as-written">{member.profile?.name ?? member.ext_id ?? t.noNumber}</span>
          {member.status && member.status !== "active" && (
            <span className={member.status === "blocked" ? "tag bad tier-tag" : "tag tier-tag"}>
              {p.status[member.status]}
            </span>
          )}
          {member.tier && <span className="tag seal-tag tier-tag">{member.tier.label}</span>}
        </h1>
        <p className="quiet wrap as-written">
          {member.profile?.name && member.ext_id && <b className="soft">{member.ext_id} · </b>}
          {t.joined(
            day(member.joined_at, names.zone),
            [member.home_store && storeName(member.home_store), member.channel && channelName(member.channel)]
              .filter(Boolean)
              .join(" · "),
          )}
          <br />
          <span className="mono">{member.id}</span>
        </p>
        {member.tags.length > 0 && (
          <p className="tags">
            {member.tags.map((tag) => (
              <span className="tag" key={tag}>
                {tag}
              </span>
            ))}
          </p>
        )}
      </div>
      <div className="member-side">
        <Acts member={member} names={names} />
        <Progress member={member} names={names} />
      </div>
      <dl className="figures member-figures">
        <div>
          <dt>{t.spend}</dt>
          <dd>{money(member.spend.amount, member.spend.currency, names.decimals)}</dd>
        </div>
        {member.tier_measure && !member.tier_measure.wallet && member.measured !== member.spend.amount && (
          <div>
            <dt className="own-words">{member.tier_measure.label}</dt>
            <dd>{money(member.measured ?? 0, member.spend.currency, names.decimals)}</dd>
          </div>
        )}
        <div>
          <dt>{t.orders}</dt>
          <dd>{figure(member.orders)}</dd>
        </div>
        <div>
          <dt>{t.lastOrder}</dt>
          <dd>{member.last_order_at ? day(member.last_order_at, names.zone) : t.noOrder}</dd>
        </div>
        <div>
          <dt>{t.events}</dt>
          <dd>{figure(member.events)}</dd>
        </div>
      </dl>
    </header>
  );
}

function Progress({ member, names }: { member: Said<"Member">; names: Names }) {
  const t = useWords(words);
  const next = member.next_tier;
  if (!next) return member.tier ? <p className="quiet tier-progress">{t.topTier}</p> : null;
  const wallet = next.wallet ? names.wallet(next.wallet) : undefined;
  const show = (value: number) =>
    wallet ? figure(value, wallet.decimals) : money(value, member.spend.currency, names.decimals);
  const missing = wallet ? `${show(next.missing)} ${wallet.label}` : show(next.missing);
  return (
    <div className="tier-progress">
      <p>{t.nextTier(missing, next.label)}</p>
      <progress value={Math.max(0, next.measured)} max={next.from} aria-label={t.nextTier(missing, next.label)} />
      <p className="quiet tier-ends">
        <span>{show(next.measured)}</span>
        <span>{show(next.from)}</span>
      </p>
    </div>
  );
}
