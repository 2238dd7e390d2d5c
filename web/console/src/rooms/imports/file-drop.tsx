import { useWords } from "@tessera/shared/i18n";
import { Button } from "antd";
import { type DragEvent, useId, useRef, useState } from "react";
import { words } from "./words.ts";

/** Takes a file by hand or by mouse. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const t = useWords(words);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <section
      className={isOver ? "sheet drop over" : "sheet drop"}
      aria-label={t.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <h2>{t.drop}</h2>
      <p className="quiet">{t.dropHelp}</p>
      <label htmlFor={id} className="hidden-visually">
        {t.choose}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        className="hidden-visually"
        tabIndex={-1}
        onChange={({ target }) => target.files?.[0] && onFile(target.files[0])}
      />
      <Button type="primary" onClick={() => input.current?.click()}>
        {t.choose}
      </Button>
    </section>
  );
}
