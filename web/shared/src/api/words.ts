import { catalog } from "../i18n/index.ts";

export const words = catalog(
  { unreachable: "连不上服务器。请检查网络，或确认 Tessera 正在运行，然后再试一次。" },
  { unreachable: "The server does not answer. Check the network, or whether Tessera is running, and try again." },
);
