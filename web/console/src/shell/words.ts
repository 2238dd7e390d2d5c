import { catalog } from "@tessera/shared/i18n";

export const words = catalog(
  {
    console: "会员运营后台",
    rooms: { today: "今日", members: "会员", program: "会员计划", ledger: "账本", import: "导入", settings: "设置" },
    short: { today: "今日", members: "会员", program: "计划", ledger: "账本", import: "导入", settings: "设置" },
    nav: "主导航",
    skip: "跳到内容",
    nowhere: "这里什么也没有",
    nowhereHelp: "地址可能写错了，或内容已经搬走。",
    home: "回到今日",
  },
  {
    console: "Loyalty console",
    rooms: {
      today: "Today",
      members: "Members",
      program: "Program",
      ledger: "Ledger",
      import: "Import",
      settings: "Settings",
    },
    short: {
      today: "Today",
      members: "Members",
      program: "Program",
      ledger: "Ledger",
      import: "Import",
      settings: "Settings",
    },
    nav: "Main",
    skip: "Skip to content",
    nowhere: "There is nothing here",
    nowhereHelp: "The address may be mistyped, or what was here has moved.",
    home: "Go to Today",
  },
);
