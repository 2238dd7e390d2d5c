import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { AutoComplete, Checkbox, DatePicker, Popover, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useRef } from "react";
import { useChannelChoice, useChannelName } from "../../channels.ts";
import { useTierChoice } from "../../program/reading.ts";
import { useStoreChoice } from "../../stores.ts";
import { type Column, columnsOf, type Heads } from "./columns.ts";
import { type Filter, isFiltered } from "./filter.ts";
import { useColumnLabel } from "./rows.tsx";
import { words } from "./words.ts";

interface FiltersProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  heads: Heads;
  columns: Column[];
  onColumns: (columns: string[]) => void;
  total: number | undefined;
  /** How many the filter leaves, once everybody was looked at. */
  found: number | undefined;
}

export function Filters({ filter, onFilter, heads, columns, onColumns, total, found }: FiltersProps) {
  const t = useWords(words);
  const stores = useStoreChoice();
  const tiers = useTierChoice();
  const channels = useChannelChoice();
  const channelName = useChannelName();
  const labelOf = useColumnLabel(heads);
  const set = (change: Filter) => onFilter({ ...filter, ...change });
  const dates = (range: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = range ?? [];
    set({ from: from?.format("YYYY-MM-DD"), to: to?.format("YYYY-MM-DD") });
  };
  const counted = (all: number) => {
    if (!isFiltered(filter)) return t.whole(figure(all));
    return found === undefined ? t.ofTotal(figure(all)) : t.found(figure(found), figure(all));
  };
  return (
    <div className="filters">
      <Select
        aria-label={t.order}
        value={filter.order ?? "newest"}
        onChange={(order) => set({ order: order === "oldest" ? order : undefined })}
        options={(["newest", "oldest"] as const).map((value) => ({ value, label: t.orders[value] }))}
      />
      <Choice label={t.tier} any={t.anyTier} value={filter.tier} options={tiers} onChange={(tier) => set({ tier })} />
      <Written label={t.tag} any={t.anyTag} value={filter.tag} onChange={(tag) => set({ tag })} />
      <Choice
        label={t.store}
        any={t.anyStore}
        value={filter.store}
        options={stores}
        onChange={(store) => set({ store })}
      />
      <Written
        label={t.channel}
        any={t.anyChannel}
        value={filter.channel}
        options={channels}
        nameOf={channelName}
        onChange={(channel) => set({ channel })}
      />
      <DatePicker.RangePicker
        aria-label={t.joined}
        placeholder={[t.joinedFrom, t.joinedTo]}
        value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to) : null]}
        onChange={(range) => dates(range)}
        format="YYYY-MM-DD"
        allowEmpty={[true, true]}
      />
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            className="column-choice"
            value={columns}
            options={columnsOf(heads).map((value) => ({ value, label: labelOf(value) }))}
            onChange={onColumns}
          />
        }
      >
        <button type="button" className="text-button">
          {t.chooseColumns}
        </button>
      </Popover>
      {total !== undefined && <span className="quiet filters-total">{counted(total)}</span>}
    </div>
  );
}

interface FieldProps {
  label: string;
  /** What stands there while nothing is asked for. */
  any: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

type Choices = { value: string; label: string }[];

function Choice({ label, any, value, options, onChange }: FieldProps & { options: Choices }) {
  return (
    <Select
      aria-label={label}
      value={value}
      placeholder={any}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      options={options}
      onChange={(value: string | undefined) => onChange(value || undefined)}
      popupMatchSelectWidth={false}
    />
  );
}

const asItIs = (text: string) => text;

interface WrittenProps extends FieldProps {
  options?: Choices;
  /** What people call what is offered; it stands in the field in place of the word for machines. */
  nameOf?: (value: string) => string;
}

/** Taken when it is whole: when one is chosen, at Enter, or when it is left. What is offered is not all there may be. */
function Written({ label, any, value = "", options = [], nameOf = asItIs, onChange }: WrittenProps) {
  // The newest, also within one key press: Enter chooses an option first, and is heard here after that.
  const text = useRef(nameOf(value));
  const taken = useRef(value);
  const write = (next: string) => {
    text.current = next;
  };
  const take = () => {
    const typed = text.current.trim();
    const meant = options.find((option) => nameOf(option.value) === typed)?.value ?? typed;
    if (meant === taken.current) return;
    taken.current = meant;
    onChange(meant || undefined);
  };
  return (
    <AutoComplete
      // What the address says, when it changes.
      key={value}
      aria-label={label}
      placeholder={any}
      allowClear
      maxLength={64}
      defaultValue={nameOf(value)}
      options={options.map((option) => ({ value: nameOf(option.value), label: option.label }))}
      popupMatchSelectWidth={false}
      onChange={(next: string | undefined) => write(next ?? "")}
      onSelect={(chosen: string | undefined) => {
        write(chosen ?? "");
        take();
      }}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
      onClear={() => {
        write("");
        take();
      }}
    />
  );
}
