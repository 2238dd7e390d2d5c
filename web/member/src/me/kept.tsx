/** What is kept, and why. */
import { useWords } from "@tessera/shared/i18n";
import { InnerHead } from "../screen/inner.tsx";
import { words } from "./words.ts";

export function Kept() {
  const t = useWords(words);
  return (
    <>
      <InnerHead title={t.keptTitle} above="me" />
      <KeptText />
    </>
  );
}

export function KeptText() {
  const t = useWords(words);
  return (
    <div className="kept">
      <p>{t.keptAbout}</p>
      <dl>
        {t.keptItems.map(({ what, why }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
      <p>{t.keptNot}</p>
      <p>{t.keptRights}</p>
    </div>
  );
}
