/** Which key does what. */
import { useWords } from "@tessera/shared/i18n";
import { useOffline } from "../offline/start.ts";
import { Act } from "../pieces/act.tsx";
import { Leaf } from "../pieces/leaf.tsx";
import { words } from "./words.ts";

export function KeyLeaf({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const { ready, secure } = useOffline();
  return (
    <Leaf title={t.keysTitle} onClose={onClose} wide>
      <dl className="key-list">
        {Object.entries(t.keyList).map(([key, what]) => (
          <div key={key}>
            <dt>
              <span className="kbd">{key}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{t.scanner}</p>
      {!secure && <p className="careful-text">{t.insecure}</p>}
      {ready && <p className="quiet">{t.ready}</p>}
      <div className="acts">
        <Act k="Esc" onAct={onClose}>
          {t.close}
        </Act>
      </div>
    </Leaf>
  );
}
