import { Gate, Look } from "@tessera/shared/antd";
import { catalog, useWords } from "@tessera/shared/i18n";
import { Empty, LangChoice, ModeChoice, Seal } from "@tessera/shared/screen";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@tessera/shared/screen.css";
import "./till.css";

const words = catalog(
  {
    title: "收银台",
    empty: "收银台还在搭建",
    help: "目前收银系统用接口接入：试算、支付、退货见接口文档。",
    docs: "接口文档",
  },
  {
    title: "Till",
    empty: "The till is being built",
    help: "For now tills are connected through the API: quotes, orders and returns are in its documentation.",
    docs: "API documentation",
  },
);

function Till() {
  const t = useWords(words);
  return (
    <Look>
      <Gate title={t.title}>
        <header className="till-head">
          <Seal size={18} />
          <h1>{t.title}</h1>
          <LangChoice />
          <ModeChoice />
        </header>
        <main className="till-body">
          <Empty title={t.empty} action={<a href="/docs">{t.docs}</a>}>
            {t.help}
          </Empty>
        </main>
      </Gate>
    </Look>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Till />
    </StrictMode>,
  );
}
