import { catalog } from "@tessera/shared/i18n";

export const words = catalog(
  {
    heading: "规则",
    about: (name: string) => `“${name}”是怎么算的，一条一条写明白。`,
    sections: {
      earning: { glyph: "得", title: "怎么获得" },
      redemption: { glyph: "用", title: "怎么使用" },
      expiry: { glyph: "期", title: "什么时候到期" },
      tiers: { glyph: "级", title: "等级" },
      other: { glyph: "则", title: "其他" },
    },
    empty: "规则还没有公布",
    emptyHelp: "店家公布会员计划以后，这里会写明每一条。",
    version: (n: number) => `会员计划第 ${n} 版。规则一改，这里就跟着改。`,
  },
  {
    heading: "Rules",
    about: (name) => `How ${name} works, one sentence at a time.`,
    sections: {
      earning: { glyph: "i", title: "How you earn" },
      redemption: { glyph: "ii", title: "How you spend" },
      expiry: { glyph: "iii", title: "When it expires" },
      tiers: { glyph: "iv", title: "Tiers" },
      other: { glyph: "v", title: "Further rules" },
    },
    empty: "No rules have been published yet",
    emptyHelp: "Once the shop publishes its program, each rule will stand here.",
    version: (n) => `Version ${n} of the program. When a rule changes, this page changes with it.`,
  },
);

export const SECTIONS = ["earning", "redemption", "expiry", "tiers"] as const;
