/** Who is signed in sees the rooms; everybody else the door. */

import { useLang, useWords } from "@tessera/shared/i18n";
import { Seal } from "@tessera/shared/screen";
import { ConfigProvider } from "antd-mobile";
import enUS from "antd-mobile/es/locales/en-US";
import zhCN from "antd-mobile/es/locales/zh-CN";
import { useState } from "react";
import { useSession } from "./api/questions.ts";
import { Join } from "./join/page.tsx";
import { Farewell } from "./me/farewell.tsx";
import { Trouble } from "./screen/trouble.tsx";
import { Rooms } from "./shell/rooms.tsx";
import { words } from "./shell/words.ts";

export function App() {
  const lang = useLang();
  return (
    <ConfigProvider locale={lang === "zh" ? zhCN : enUS}>
      <Door />
    </ConfigProvider>
  );
}

function Door() {
  const t = useWords(words);
  const session = useSession();
  const [erased, setErased] = useState(false);
  if (session.isPending) {
    return (
      <main className="splash" role="status" aria-label={t.loading}>
        <Seal size={34} />
      </main>
    );
  }
  if (session.isError) {
    return (
      <main className="splash">
        <Trouble error={session.error} retry={() => session.refetch()} />
      </main>
    );
  }
  if (session.data) return <Rooms onErased={() => setErased(true)} />;
  if (erased) return <Farewell onDone={() => setErased(false)} />;
  return <Join />;
}
