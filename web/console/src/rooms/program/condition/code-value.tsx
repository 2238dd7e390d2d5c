/** Stores and channels by name, where a condition asks for their codes. */
import { useWords } from "@tessera/shared/i18n";
import { Select } from "antd";
import { ChannelSelect } from "../../../channel-select.tsx";
import { useChannelChoice } from "../../../channels.ts";
import { type Codes, unknownCodes } from "../../../condition/codes.ts";
import { useStores } from "../../../stores.ts";
import { words } from "./words.ts";

interface CodeValueProps {
  codes: Codes;
  isMany: boolean;
  values: string[];
  change: (values: string[]) => void;
}

export function CodeValue(props: CodeValueProps) {
  return props.codes === "store" ? <StoreValue {...props} /> : <ChannelValue {...props} />;
}

function StoreValue({ isMany, values, change }: CodeValueProps) {
  const t = useWords(words);
  const { data, isPending } = useStores();
  const stores = data ?? [];
  const [first = ""] = values;
  const unknown = data
    ? unknownCodes(
        values,
        stores.map(({ id }) => id),
      )
    : [];
  const options = [
    ...stores.map(({ id, name }) => ({ value: id, label: `${name} ${id}` })),
    ...unknown.map((id) => ({ value: id, label: id })),
  ];
  const shared = {
    "aria-label": t.value,
    options,
    loading: isPending,
    popupMatchSelectWidth: false,
    showSearch: { optionFilterProp: "label" },
    classNames: { popup: { root: "own-words" } },
  } as const;
  return (
    <div className="code-value own-words">
      {/* Where the stores may not be read, or there are none, codes are typed. */}
      {isMany || (!isPending && stores.length === 0) ? (
        <Select
          {...shared}
          mode={stores.length === 0 ? "tags" : "multiple"}
          placeholder={t.values}
          {...(isMany ? {} : { maxCount: 1 })}
          value={values.filter((value) => value !== "")}
          onChange={(next: string[]) => change(isMany || next.length > 0 ? next : [""])}
        />
      ) : (
        <Select
          {...shared}
          placeholder={t.chooseStore}
          value={first === "" ? undefined : first}
          onChange={(value: string) => change([value])}
        />
      )}
      {unknown.length > 0 && <small className="careful">{t.unknownStore(unknown.join(", "))}</small>}
    </div>
  );
}

function ChannelValue({ isMany, values, change }: CodeValueProps) {
  const t = useWords(words);
  const known = useChannelChoice();
  const unknown = unknownCodes(
    values,
    known.map(({ value }) => value),
  );
  return (
    <div className="code-value">
      {isMany ? (
        <Select
          mode="tags"
          aria-label={t.value}
          placeholder={t.values}
          value={values}
          options={known}
          popupMatchSelectWidth={false}
          tokenSeparators={[",", "，", " "]}
          onChange={change}
        />
      ) : (
        <ChannelSelect aria-label={t.value} value={values[0] ?? ""} onChange={(value) => change([value])} />
      )}
      {unknown.length > 0 && <small className="careful">{t.unknownChannel(unknown.join(", "))}</small>}
    </div>
  );
}
