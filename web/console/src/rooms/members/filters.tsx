import { figure } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Checkbox, DatePicker, Input, Popover, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useStoreChoice } from "../../stores.ts";
import { COLUMNS, type Column } from "./columns.ts";
import { words } from "./words.ts";

export interface Filter {
  order: "newest" | "oldest";
  store: string;
  channel: string;
  /** Local dates of the program's zone: from the first, before the second. */
  joined: { from: string; before: string } | undefined;
}

export const NO_FILTER: Filter = { order: "newest", store: "", channel: "", joined: undefined };

interface FiltersProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  columns: Column[];
  onColumns: (columns: Column[]) => void;
  total: number | undefined;
}

export function Filters({ filter, onFilter, columns, onColumns, total }: FiltersProps) {
  const t = useWords(words);
  const stores = useStoreChoice();
  const set = (change: Partial<Filter>) => onFilter({ ...filter, ...change });
  const dates = (range: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = range ?? [];
    set({
      joined:
        from && to ? { from: from.format("YYYY-MM-DD"), before: to.add(1, "day").format("YYYY-MM-DD") } : undefined,
    });
  };
  const isFiltered = filter.store !== "" || filter.channel !== "" || filter.joined !== undefined;
  return (
    <div className="filters">
      <Select
        aria-label={t.order}
        value={filter.order}
        onChange={(order) => set({ order })}
        options={(["newest", "oldest"] as const).map((value) => ({ value, label: t.orders[value] }))}
      />
      <Select
        aria-label={t.store}
        value={filter.store || undefined}
        placeholder={t.anyStore}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        options={stores}
        onChange={(store: string | undefined) => set({ store: store ?? "" })}
        popupMatchSelectWidth={false}
      />
      <Input
        aria-label={t.channel}
        placeholder={t.anyChannel}
        allowClear
        maxLength={32}
        defaultValue={filter.channel}
        onPressEnter={({ currentTarget }) => set({ channel: currentTarget.value.trim() })}
        onBlur={({ target }) => target.value.trim() !== filter.channel && set({ channel: target.value.trim() })}
        onClear={() => set({ channel: "" })}
      />
      <DatePicker.RangePicker
        aria-label={t.joined}
        placeholder={[t.joinedFrom, t.joinedTo]}
        onChange={(range) => dates(range)}
        format="YYYY-MM-DD"
      />
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            className="column-choice"
            value={columns}
            options={COLUMNS.map((value) => ({ value, label: t.columns[value] }))}
            onChange={(chosen) => onColumns(COLUMNS.filter((column) => chosen.includes(column)))}
          />
        }
      >
        <button type="button" className="text-button">
          {t.chooseColumns}
        </button>
      </Popover>
      {total !== undefined && (
        <span className="quiet filters-total">{isFiltered ? t.ofTotal(figure(total)) : t.whole(figure(total))}</span>
      )}
    </div>
  );
}
