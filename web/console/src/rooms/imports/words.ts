import { catalog } from "@tessera/shared/i18n";

export const words = catalog(
  {
    title: "导入",
    about: "把历史订单带进来，和日常订单走同一条路。",
    byCommand: "目前用命令行导入",
    help: "支持 CSV 和逐行 JSON，可以是 gzip 或 zstd 压缩的；一行一张订单，或一行一件商品，先后不限。",
    tryFirst: "先试一遍，什么也不写",
    doIt: "再导入",
    again: "同一个文件再导一次不会重复记账：每张订单按自己的编号只算一次。",
  },
  {
    title: "Import",
    about: "Brings past orders in, the same way as those of every day.",
    byCommand: "For now, from the command line",
    help: "CSV or JSON lines, plain, gzip or zstd; a row for each order or for each line, in any order.",
    tryFirst: "Try it first, writing nothing",
    doIt: "Then import",
    again: "The same file a second time counts nothing twice: each order counts once under its own number.",
  },
);
