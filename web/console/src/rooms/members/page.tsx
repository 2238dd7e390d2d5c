/** 会员: find one, or read through all. */
import { useWords } from "@tessera/shared/i18n";
import { RoomHead } from "@tessera/shared/screen";
import { useMay } from "@tessera/shared/session";
import { Button } from "antd";
import { useState } from "react";
import { useTitle } from "../../shell/title.ts";
import { Enrol } from "./enrol.tsx";
import { List } from "./list.tsx";
import "./members.css";
import { Search } from "./search.tsx";
import { words } from "./words.ts";

export function Members() {
  const t = useWords(words);
  useTitle(t.title);
  const mayEnrol = useMay("members:write");
  const [enrolling, setEnrolling] = useState<{ phone?: string }>();
  return (
    <>
      <RoomHead
        title={t.title}
        about={t.about}
        actions={mayEnrol && <Button onClick={() => setEnrolling({})}>{t.enrol}</Button>}
      />
      <Search onEnrol={mayEnrol ? (phone) => setEnrolling({ phone }) : undefined} />
      <List />
      {enrolling && <Enrol {...enrolling} onClose={() => setEnrolling(undefined)} />}
    </>
  );
}
