/** The form of one part beside the cards: how it reads stands above, what the check says below that. */
import { useWords } from "@tessera/shared/i18n";
import { Button, Drawer } from "antd";
import { type Table, type Value, withAt } from "../../../document/value.ts";
import { undo, useCanUndo } from "../../../program/draft.ts";
import { CapForm } from "../forms/cap.tsx";
import { HeaderForm } from "../forms/header.tsx";
import { RuleForm } from "../forms/rule.tsx";
import { TiersForm } from "../forms/tiers.tsx";
import { WalletForm } from "../forms/wallet.tsx";
import { PartFindings } from "./card.tsx";
import { type Part, put } from "./cards.tsx";
import { words } from "./words.ts";

interface PartDrawerProps {
  document: Table;
  part: Part;
  table: Table;
  onClose: () => void;
}

export function PartDrawer({ document, part, table, onClose }: PartDrawerProps) {
  const t = useWords(words);
  const canUndo = useCanUndo();
  const set = (key: string, value: Value | undefined) => put([...part.path, key], value);
  const title = part.section === "program" ? t.header : part.section === "tiers" ? t.sections.tiers : part.label;
  return (
    <Drawer
      open
      onClose={onClose}
      title={title}
      size="min(860px, 100vw)"
      extra={
        <div className="actions">
          <Button type="text" disabled={!canUndo} onClick={undo}>
            {t.undo}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t.close}
          </Button>
        </div>
      }
    >
      <div className="part-reads" aria-live="polite">
        {part.sentences.length > 0 ? (
          part.sentences.map((text) => (
            <p key={text} className={part.isStale ? "quiet" : ""}>
              {text}
            </p>
          ))
        ) : (
          <p className="quiet">{part.isReading ? t.reading : t.unread}</p>
        )}
        {part.isStale && part.sentences.length > 0 && <small className="quiet">{t.stale}</small>}
        <PartFindings part={part} />
      </div>
      {part.section === "program" && <HeaderForm header={table} put={set} />}
      {part.section === "wallets" && <WalletForm document={document} name={part.name} wallet={table} put={set} />}
      {part.section === "rules" && <RuleForm document={document} rule={table} findings={part.findings} put={set} />}
      {part.section === "caps" && <CapForm document={document} cap={table} put={set} />}
      {part.section === "tiers" && (
        <TiersForm document={withAt(document, ["tiers"], table) as Table} tiers={table} put={set} />
      )}
      <p className="quiet part-note">{t.lastChange}</p>
    </Drawer>
  );
}
