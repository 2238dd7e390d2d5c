/** What people call channels. A channel is a word that tills and programs send; one that is not known here stays as it was sent. */
import { catalog, useWords } from "@tessera/shared/i18n";
import { useMemo } from "react";

const words = catalog(
  {
    channels: {
      pos: "门店收银",
      wechat: "微信",
      app: "App",
      web: "网站",
      online: "线上",
      member: "会员中心",
      console: "后台",
      import: "导入",
    } as Record<string, string>,
  },
  {
    channels: {
      pos: "Till",
      wechat: "WeChat",
      app: "App",
      web: "Web",
      online: "Online",
      member: "Member page",
      console: "Console",
      import: "Import",
    },
  },
);

/** A channel may be any text: also what every object has by itself is none of its names. */
export const nameIn = (names: Record<string, string>, channel: string): string =>
  Object.hasOwn(names, channel) ? (names[channel] ?? channel) : channel;

/** The name of a channel. */
export function useChannelName(): (channel: string) => string {
  const { channels } = useWords(words);
  return (channel) => nameIn(channels, channel);
}

/** Channels to choose from: the usual ones, by name. Any other may be typed. */
export function useChannelChoice() {
  const { channels } = useWords(words);
  return useMemo(
    () =>
      Object.entries(channels).map(([value, label]) => ({
        value,
        label: label === value ? value : `${label} ${value}`,
      })),
    [channels],
  );
}
