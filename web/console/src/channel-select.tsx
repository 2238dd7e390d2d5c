/** A channel, chosen by name. Channels are words that tills and programs send, so that any other may be typed. */
import { Select } from "antd";
import { useState } from "react";
import { useChannelChoice } from "./channels.ts";

interface ChannelSelectProps {
  id?: string;
  "aria-label"?: string;
  value?: string;
  onChange?: (value: string) => void;
}

export function ChannelSelect({ value, onChange, ...rest }: ChannelSelectProps) {
  const known = useChannelChoice();
  const [typed, setTyped] = useState("");
  const others = [value, typed.trim()].filter((text) => text && !known.some((channel) => channel.value === text));
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: "label", onSearch: (text) => setTyped(text.slice(0, 32)) }}
      popupMatchSelectWidth={false}
      value={value || undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? "")}
      options={[...known, ...[...new Set(others)].map((text) => ({ value: text ?? "", label: text ?? "" }))]}
    />
  );
}
