import { catalog } from "@tessera/shared/i18n";

export const words = catalog(
  {
    title: "会员计划",
    about: "规则、账户与等级。先写草稿，检查、试算、回测，再发布。",
    tabs: { current: "现行", draft: "草稿", try: "试算", backtest: "回测", versions: "版本" },
    subjects: { program: "总则", wallet: "账户", rule: "规则", cap: "上限", tier: "等级" } as Record<string, string>,
    inForce: (n: number, since: string) => `第 ${n} 版，${since} 起`,
    by: (name: string) => `${name} 发布`,
    none: "还没有发布会员计划",
    noneHelp: "发布第一版以后，订单才会得到积分。",
    edit: "以此为草稿",
    document: "原文",
    documentHide: "收起原文",
    measure: "定级标准",
  },
  {
    title: "Program",
    about: "Rules, wallets and tiers. Write a draft, check it, try it, backtest it, then publish.",
    tabs: { current: "In force", draft: "Draft", try: "Try it", backtest: "Backtest", versions: "Versions" },
    subjects: { program: "General", wallet: "Wallets", rule: "Rules", cap: "Caps", tier: "Tiers" },
    inForce: (n, since) => `Version ${n}, since ${since}`,
    by: (name) => `published by ${name}`,
    none: "No program is published",
    noneHelp: "Orders earn points once the first version is published.",
    edit: "Use as draft",
    document: "Document",
    documentHide: "Hide document",
    measure: "What qualifies",
  },
);
