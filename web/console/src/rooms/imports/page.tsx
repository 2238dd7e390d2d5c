/** 导入: a file is looked at, its columns are named, it is tried, and then imported. */
import { useWords } from "@tessera/shared/i18n";
import { RoomHead } from "@tessera/shared/screen";
import { useState } from "react";
import { useTitle } from "../../shell/title.ts";
import { FileDrop } from "./file-drop.tsx";
import { FileWork } from "./file-work.tsx";
import "./imports.css";
import { Past } from "./past.tsx";
import { words } from "./words.ts";

export function Imports() {
  const t = useWords(words);
  useTitle(t.title);
  const [file, setFile] = useState<File>();
  return (
    <>
      <RoomHead title={t.title} about={t.about} />
      <div className="stack">
        {file ? (
          <FileWork
            file={file}
            key={`${file.name}/${file.size}/${file.lastModified}`}
            onOther={() => setFile(undefined)}
          />
        ) : (
          <FileDrop onFile={setFile} />
        )}
        <Past />
        <p className="quiet">
          {t.byCommand} <code>tessera import orders orders.csv --db DIR</code>
        </p>
      </div>
    </>
  );
}
