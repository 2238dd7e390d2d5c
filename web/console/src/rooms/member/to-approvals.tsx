import { Link } from "@tanstack/react-router";
import { useWords } from "@tessera/shared/i18n";
import { Alert } from "antd";
import { words } from "./person-words.ts";

/** Says that it waits for a second person, and where. */
export function ToApprovals({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  return (
    <Alert
      type="info"
      showIcon
      title={t.waits}
      action={
        <Link to="/approvals" onClick={onClose}>
          {t.toApprovals}
        </Link>
      }
    />
  );
}
