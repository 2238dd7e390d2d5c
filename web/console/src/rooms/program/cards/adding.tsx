/** New parts: each begins whole, is written into the draft, and its form opens. */
import { useWords } from "@tessera/shared/i18n";
import { Button, Dropdown, Input, Popover } from "antd";
import { useState } from "react";
import { textIn } from "../../../document/program.ts";
import { newCap, newRule, newTiers, newWallet, type RuleStart } from "../../../document/starts.ts";
import type { Path, Table } from "../../../document/value.ts";
import { put } from "./cards.tsx";
import { words } from "./words.ts";

type OnAdd = (path: Path) => void;

const names = (items: Table[]) => items.map((item) => textIn(item, "name"));

export function AddRule({ wallet, rules, onAdd }: { wallet: string; rules: Table[]; onAdd: OnAdd }) {
  const t = useWords(words);
  const add = (start: RuleStart) => {
    const path = ["rules", rules.length];
    put(path, newRule(start, wallet, names(rules)));
    onAdd(path);
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: Object.entries(t.starts).map(([key, [title, about]]) => ({
          key,
          label: (
            <span className="start-choice">
              <b>{title}</b>
              <small className="quiet">{about}</small>
            </span>
          ),
          onClick: () => add(key as RuleStart),
        })),
      }}
    >
      <Button>{t.addRule}</Button>
    </Dropdown>
  );
}

export function AddCap({ wallet, caps, onAdd }: { wallet: string; caps: Table[]; onAdd: OnAdd }) {
  const t = useWords(words);
  return (
    <Button
      onClick={() => {
        const path = ["caps", caps.length];
        put(path, newCap(wallet, names(caps)));
        onAdd(path);
      }}
    >
      {t.addCap}
    </Button>
  );
}

export function AddTiers({ onAdd }: { onAdd: OnAdd }) {
  const t = useWords(words);
  return (
    <Button
      onClick={() => {
        put(["tiers"], newTiers());
        onAdd(["tiers"]);
      }}
    >
      {t.addTiers}
    </Button>
  );
}

export function AddWallet({ taken, onAdd }: { taken: string[]; onAdd: OnAdd }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(taken.length === 0 ? "points" : "");
  const isFree = /^[A-Za-z]\w*$/.test(name) && !taken.includes(name);
  const add = () => {
    if (!isFree) return;
    put(["wallets", name], newWallet());
    setOpen(false);
    setName("");
    onAdd(["wallets", name]);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="field" style={{ width: 260 }}>
          <label htmlFor="wallet-name">{t.walletName}</label>
          <Input
            id="wallet-name"
            autoFocus
            className="mono"
            spellCheck={false}
            maxLength={40}
            value={name}
            status={name !== "" && !isFree ? "error" : ""}
            onChange={({ target }) => setName(target.value)}
            onPressEnter={add}
          />
          <small className="quiet">{name !== "" && !isFree ? t.walletNameWrong : t.walletNameHelp}</small>
          <Button type="primary" disabled={!isFree} onClick={add}>
            {t.addWallet}
          </Button>
        </div>
      }
    >
      <Button>{t.addWallet}</Button>
    </Popover>
  );
}
