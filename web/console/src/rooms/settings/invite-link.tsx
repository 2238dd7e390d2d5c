import type { Said } from "@tessera/shared/api";
import { time } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Button, Modal, Typography } from "antd";
import { useNames } from "../../program/reading.ts";
import { words } from "./people-words.ts";

export interface Invited extends Pick<Said<"Invitation">, "invitation" | "expires_at"> {
  name: string;
}

/** A link to set a password, shown this once. */
export function InviteLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const t = useWords(words);
  const { zone } = useNames();
  const link = `${window.location.origin}/console/welcome#token=${encodeURIComponent(invited.invitation)}`;
  return (
    <Modal
      open
      title={t.invited}
      footer={<Button onClick={onClose}>{t.copied}</Button>}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="soft">{t.inviteHelp(invited.name, time(invited.expires_at, zone))}</p>
      <Typography.Paragraph className="mono wrap invite-link" copyable={{ text: link }}>
        {link}
      </Typography.Paragraph>
    </Modal>
  );
}
