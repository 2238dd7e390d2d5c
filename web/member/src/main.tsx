import { catalog, useLang, useWords } from "@tessera/shared/i18n";
import { Empty, LangChoice, ModeChoice, Seal } from "@tessera/shared/screen";
import { ConfigProvider, unstableSetRender } from "antd-mobile";
import enUS from "antd-mobile/es/locales/en-US";
import zhCN from "antd-mobile/es/locales/zh-CN";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import "@tessera/shared/screen.css";
import "./member.css";

// What the library shows outside of the page (messages, dialogs) is drawn by this React.
unstableSetRender((node, container) => {
  const place = container as Element & { root?: Root };
  place.root ??= createRoot(place);
  place.root.render(node);
  return async () => place.root?.unmount();
});

const words = catalog(
  {
    title: "会员中心",
    empty: "会员中心还在搭建",
    help: "很快，您可以在这里查看积分、等级和每一笔的来历。",
  },
  {
    title: "Membership",
    empty: "This page is being built",
    help: "Soon you will find your points and tier here, and where each of them came from.",
  },
);

function Page() {
  const t = useWords(words);
  const lang = useLang();
  return (
    <ConfigProvider locale={lang === "zh" ? zhCN : enUS}>
      <main className="card-page">
        <header>
          <Seal size={20} />
          <h1>{t.title}</h1>
        </header>
        <Empty title={t.empty}>{t.help}</Empty>
        <footer>
          <LangChoice />
          <ModeChoice />
        </footer>
      </main>
    </ConfigProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
