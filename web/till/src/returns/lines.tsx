/** Which lines of an order come back, and how many of each. */
import { money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { useState } from "react";
import { shownQuantity, typedQuantity } from "../amounts/lines.ts";
import type { Bought, Order, Taken } from "./order.ts";
import { words } from "./words.ts";

interface LineChoiceProps {
  order: Order;
  taken: Taken;
  first: React.RefObject<HTMLInputElement | null>;
  onTake: (line: string, part: number) => void;
}

export function LineChoice({ order, taken, first, onTake }: LineChoiceProps) {
  const t = useWords(words);
  const open = order.lines.findIndex(({ left }) => left > 0);
  return (
    <div className="lines">
      <table>
        <thead>
          <tr>
            <th>{t.article}</th>
            <th className="right">{t.bought}</th>
            <th className="right">{t.left}</th>
            <th className="right">{t.total}</th>
            <th>{t.takes}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line, at) => (
            <LineTake
              key={line.line}
              line={line}
              currency={order.currency}
              taken={taken[line.line] ?? 0}
              onTake={(part) => onTake(line.line, part)}
              ref={at === open ? first : undefined}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineTakeProps {
  line: Bought;
  currency: string;
  taken: number;
  onTake: (part: number) => void;
  ref: React.RefObject<HTMLInputElement | null> | undefined;
}

function LineTake({ line, currency, taken, onTake, ref }: LineTakeProps) {
  const t = useWords(words);
  const [text, setText] = useState<string | null>(null);
  const name = line.sku || `#${line.line}`;
  const to = (part: number) => {
    setText(null);
    onTake(Math.max(0, Math.min(part, line.left)));
  };
  return (
    <tr className={line.left === 0 ? "gone" : undefined}>
      <td className="wrap">{name}</td>
      <td className="right num">{shownQuantity(line.quantity)}</td>
      <td className="right num">{shownQuantity(line.left)}</td>
      <td className="right num">{money(line.amount, currency)}</td>
      <td>
        <div className="stepper small">
          <button type="button" aria-label={t.less(name)} disabled={taken <= 0} onClick={() => to(taken - 1000)}>
            −
          </button>
          <input
            ref={ref}
            aria-label={`${t.takes}: ${name}`}
            inputMode="decimal"
            autoComplete="off"
            disabled={line.left === 0}
            placeholder="0"
            maxLength={10}
            value={text ?? (taken === 0 ? "" : shownQuantity(taken))}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setText(event.target.value);
              const part = event.target.value.trim() === "" ? 0 : typedQuantity(event.target.value);
              onTake(Math.min(part ?? 0, line.left));
            }}
            onBlur={() => setText(null)}
            onKeyDown={(event) => {
              const by = { ArrowUp: 1000, ArrowDown: -1000 }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              to(taken + by);
            }}
          />
          <button
            type="button"
            aria-label={t.more(name)}
            disabled={taken >= line.left}
            onClick={() => to(taken + 1000)}
          >
            +
          </button>
        </div>
      </td>
    </tr>
  );
}
