import { Link } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { words } from "./words.ts";

/** An address that leads to no room. */
export function Nowhere() {
  const t = useWords(words);
  return (
    <Empty title={t.nowhere} action={<Link to="/">{t.home}</Link>}>
      {t.nowhereHelp}
    </Empty>
  );
}
