/** When units become available, and when they expire: of a wallet, or of one rule alone. */
import { useWords } from "@tessera/shared/i18n";
import { Checkbox } from "antd";
import { isTable, type Table, type Value } from "../../../document/value.ts";
import { Choice, Field, NumberText } from "./pieces.tsx";
import { words } from "./words.ts";

interface LapseProps {
  value: Value | undefined;
  put: (value: Value | undefined) => void;
  /** What stands where the document says nothing; of a rule: as its wallet. */
  standard: "immediate" | "never" | "wallet";
}

export function Activation({ value, put, standard }: LapseProps) {
  const t = useWords(words);
  const table: Table = isTable(value) ? value : {};
  const kind = isTable(value) ? String(value.kind) : standard;
  const choose = (next: string) => {
    if (next === standard) put(undefined);
    else put(next === "immediate" ? { kind: next } : { kind: next, days: table.days ?? 7 });
  };
  return (
    <Field label={t.activation}>
      {(id) => (
        <div className="joined">
          <Choice
            id={id}
            value={kind}
            names={{ ...(standard === "wallet" ? { wallet: t.asWallet } : {}), ...t.activations }}
            onChange={choose}
          />
          {table.days !== undefined && (
            <NumberText
              label={t.days}
              suffix={t.days}
              value={table.days}
              onChange={(days) => days !== undefined && put({ ...table, days })}
            />
          )}
        </div>
      )}
    </Field>
  );
}

/** What each kind of expiry begins with. */
const BEGINS: Record<string, Table> = {
  fixed_date: { kind: "fixed_date", month: 1, day: 1 },
  rolling: { kind: "rolling", months: 12, through_end_of_day: true },
  inactivity: { kind: "inactivity", months: 12 },
  never: { kind: "never" },
};

export function Expiry({ value, put, standard }: LapseProps) {
  const t = useWords(words);
  const table: Table = isTable(value) ? value : {};
  const kind = isTable(value) ? String(value.kind) : standard;
  return (
    <div className="field">
      <Field label={t.expiry}>
        {(id) => (
          <Choice
            id={id}
            value={kind}
            names={{ ...(standard === "wallet" ? { wallet: t.asWallet } : {}), ...t.expiries }}
            onChange={(next) => put(next === standard ? undefined : BEGINS[next])}
          />
        )}
      </Field>
      {kind === "fixed_date" && <FixedDate table={table} put={put} />}
      {(kind === "rolling" || kind === "inactivity") && <Span table={table} put={put} isRolling={kind === "rolling"} />}
    </div>
  );
}

function FixedDate({ table, put }: { table: Table; put: (value: Table) => void }) {
  const t = useWords(words);
  const part = (key: string, suffix?: string) => (
    <NumberText
      label={key === "nth" ? t.nth : `${t.monthDay} (${key})`}
      value={table[key]}
      suffix={suffix}
      placeholder={key === "nth" ? "1" : ""}
      onChange={(value) => {
        const { [key]: _, ...others } = table;
        if (value !== undefined) put({ ...table, [key]: value });
        else if (key === "nth") put(others);
      }}
    />
  );
  return (
    <div className="pair">
      <Field label={t.monthDay}>
        {() => (
          <div className="joined">
            {part("month", "/")}
            {part("day")}
          </div>
        )}
      </Field>
      <Field label={t.nth}>{() => part("nth")}</Field>
    </div>
  );
}

interface SpanProps {
  table: Table;
  put: (value: Table) => void;
  isRolling: boolean;
}

function Span({ table, put, isRolling }: SpanProps) {
  const t = useWords(words);
  const unit = table.days === undefined ? "months" : "days";
  const { days: _, months: __, ...others } = table;
  return (
    <div className="joined-lines">
      <div className="joined">
        <NumberText
          label={t.expiry}
          value={table[unit]}
          onChange={(value) => value !== undefined && put({ ...others, [unit]: value })}
        />
        <Choice
          label={t.unit}
          value={unit}
          names={{ months: t.months, days: t.days }}
          onChange={(next) => put({ ...others, [next]: table[unit] ?? 12 })}
        />
      </div>
      {isRolling && (
        <Checkbox
          checked={table.through_end_of_day === true}
          onChange={({ target }) => {
            const { through_end_of_day: ___, ...rest } = table;
            put(target.checked ? { ...rest, through_end_of_day: true } : rest);
          }}
        >
          {t.throughDay}
        </Checkbox>
      )}
    </div>
  );
}
