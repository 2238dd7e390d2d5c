/** What is sold: one amount, or line by line. */
import { decimalsOf, money } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useRef } from "react";
import { lineOf, settledPrice, type TypedLine, typedAmount, typedQuantity } from "../amounts/lines.ts";
import { Act } from "../pieces/act.tsx";
import { useDecimals, usePlace } from "../shop/place.ts";
import { isBlank, type Sale, type Step } from "./sale.ts";
import { words } from "./words.ts";

interface GoodsProps {
  sale: Sale;
  step: (step: Step) => void;
  /** Nothing more to type here. */
  onDone: () => void;
  /** Where the first figure goes. */
  ref: Ref<HTMLInputElement>;
}

export function GoodsPanel({ sale, step, onDone, ref }: GoodsProps) {
  return sale.mode === "amount" ? (
    <Amount sale={sale} step={step} onDone={onDone} ref={ref} />
  ) : (
    <Lines sale={sale} step={step} onDone={onDone} ref={ref} />
  );
}

const MARK: Record<string, string> = { CNY: "¥", JPY: "¥", USD: "$", EUR: "€", GBP: "£" };

function Amount({ sale, step, onDone, ref }: GoodsProps) {
  const t = useWords(words);
  const { currency } = usePlace();
  const decimals = useDecimals();
  const value = typedAmount(sale.amount, decimals);
  const isWrong = sale.amount.trim() !== "" && (value === undefined || value <= 0);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (value !== undefined && value > 0) onDone();
  }

  return (
    <form className="amount" onSubmit={submit}>
      <label className="amount-field">
        <span aria-hidden="true">{MARK[currency] ?? currency}</span>
        <input
          ref={ref}
          aria-label={t.amount}
          aria-invalid={isWrong}
          aria-describedby="amount-said"
          placeholder={decimals > 0 ? `0.${"0".repeat(decimals)}` : "0"}
          inputMode="decimal"
          enterKeyHint="next"
          autoComplete="off"
          maxLength={16}
          value={sale.amount}
          onChange={(event) => step({ do: "amount", amount: event.target.value })}
        />
      </label>
      <div className="amount-foot">
        <p id="amount-said" className={isWrong ? "fault" : "quiet"} role={isWrong ? "alert" : undefined}>
          {isWrong ? t.amountWrong(decimals) : t.amountHint}
        </p>
        <Act k="F3" weight="quiet" onAct={() => step({ do: "mode", mode: "lines" })}>
          {t.lines}
        </Act>
      </div>
    </form>
  );
}

function Lines({ sale, step, onDone, ref }: GoodsProps) {
  const t = useWords(words);
  const table = useRef<HTMLTableElement>(null);
  const count = useRef(sale.lines.length);
  const blank = sale.lines.length - 1;

  // A line that was added, by hand or by the scanner, has the focus where the next thing is missing.
  useEffect(() => {
    const added = sale.lines.length > count.current;
    count.current = sale.lines.length;
    if (!added) return;
    const fields = table.current?.querySelectorAll<HTMLInputElement>("tbody tr:last-child input");
    const last = sale.lines.at(-1);
    fields?.[last?.sku ? 3 : 0]?.focus();
  }, [sale.lines]);

  return (
    <div className="lines">
      <table ref={table}>
        <thead>
          <tr>
            <th>{t.sku}</th>
            <th>{t.category}</th>
            <th className="right">{t.quantity}</th>
            <th className="right">{t.price}</th>
            <th className="right line-sum">{t.lineSum}</th>
            <th aria-label={t.dropLine("")} />
          </tr>
        </thead>
        <tbody>
          {sale.lines.map((line, at) => (
            <LineRow
              key={line.line}
              line={line}
              step={step}
              onLeave={onDone}
              onNext={() => step({ do: "add-line", sku: "" })}
              ref={at === blank ? ref : undefined}
            />
          ))}
        </tbody>
      </table>
      <div className="amount-foot">
        <p className="quiet">{t.linesHint}</p>
        <Act weight="quiet" onAct={() => step({ do: "add-line", sku: "" })}>
          {t.addLine}
        </Act>
        <Act k="F3" weight="quiet" onAct={() => step({ do: "mode", mode: "amount" })}>
          {t.justAmount}
        </Act>
      </div>
    </div>
  );
}

interface RowProps {
  line: TypedLine;
  step: (step: Step) => void;
  onLeave: () => void;
  onNext: () => void;
  ref: Ref<HTMLInputElement> | undefined;
}

function LineRow({ line, step, onLeave, onNext, ref }: RowProps) {
  const t = useWords(words);
  const { currency } = usePlace();
  const decimals = decimalsOf(currency);
  const row = useRef<HTMLTableRowElement>(null);
  const sent = lineOf(line, decimals);
  const change = (part: Partial<TypedLine>) => step({ do: "line", line: { ...line, ...part } });
  const focus = (at: number) => {
    const field = row.current?.querySelectorAll("input")[at];
    field?.focus();
    field?.select();
  };

  /** Enter goes from the article over the quantity to the price; the category is for those who go there. */
  function enter(event: KeyboardEvent<HTMLInputElement>, at: number) {
    if (event.key === "Backspace" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return step({ do: "drop-line", line: line.line });
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (at === 0) return isBlank(line) ? onLeave() : focus(2);
    if (at < 3) return focus(at + 1);
    if (sent) onNext();
  }

  const field = (at: number, name: keyof TypedLine, label: string, isNumber: boolean, isWrong: boolean) => (
    <input
      ref={at === 0 ? ref : undefined}
      data-scan={at === 0 ? "article" : undefined}
      aria-label={`${label} ${line.line}`}
      aria-invalid={isWrong}
      className={isNumber ? "right" : undefined}
      inputMode={isNumber ? "decimal" : "text"}
      autoComplete="off"
      spellCheck={false}
      maxLength={isNumber ? 14 : 64}
      value={line[name]}
      onChange={(event) => change({ [name]: event.target.value })}
      onKeyDown={(event) => enter(event, at)}
      onBlur={
        name === "price"
          ? () => {
              const price = settledPrice(line.price, decimals);
              if (price !== line.price) change({ price });
            }
          : undefined
      }
    />
  );
  return (
    <tr ref={row}>
      <td className="line-sku">{field(0, "sku", t.sku, false, false)}</td>
      <td className="line-category">{field(1, "category", t.category, false, false)}</td>
      <td className="line-quantity">
        {field(2, "quantity", t.quantity, true, typedQuantity(line.quantity) === undefined)}
      </td>
      <td className="line-price">
        {field(3, "price", t.price, true, line.price.trim() !== "" && typedAmount(line.price, decimals) === undefined)}
      </td>
      <td className="right num line-sum">{sent ? money(sent.amount, currency, decimals) : "–"}</td>
      <td>
        <button
          type="button"
          className="drop"
          aria-label={t.dropLine(line.line)}
          onClick={() => step({ do: "drop-line", line: line.line })}
        >
          ×
        </button>
      </td>
    </tr>
  );
}
