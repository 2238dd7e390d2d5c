import type { Said } from "@tessera/shared/api";
import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { words } from "./words.ts";

/** Members by tier, beside the share that is wanted. */
export function TierMix({ figures }: { figures: Said<"FiguresReply"> }) {
  const t = useWords(words);
  const all = figures.tiers.reduce((sum, { members }) => sum + members, 0);
  const share = (members: number) => (all === 0 ? 0 : (members * 100) / all);
  return (
    <section className="sheet">
      <h2>{t.tiers}</h2>
      {figures.tiers.length === 0 && <Empty title={t.noTiers} />}
      <ul className="tier-mix">
        {figures.tiers.map(({ tier, label, members, target_percent }) => (
          <li key={tier}>
            <p>
              <b className="tier-name">{label}</b>
              <span>
                {figure(members)} <small className="quiet">{share(members).toFixed(1)}%</small>
              </span>
            </p>
            <div className="tier-bar" aria-hidden="true">
              <i style={{ width: `${share(members)}%` }} />
              {target_percent && <b style={{ left: `${target_percent}%` }} />}
            </div>
            {target_percent && <small className="quiet">{t.target(target_percent)}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
