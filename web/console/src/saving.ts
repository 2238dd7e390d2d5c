/** Files that the page makes and the browser keeps. */
import { csv } from "./program/report.ts";

const A_MINUTE = 60_000;

export function save(name: string, type: string, content: BlobPart) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser begins to read it later, and finds nothing where it is taken back at once.
  setTimeout(() => URL.revokeObjectURL(link.href), A_MINUTE);
}

/** A table as CSV; the mark at its start tells spreadsheets that it is UTF-8. */
export function saveTable(name: string, rows: readonly (readonly (string | number | null)[])[]) {
  save(name, "text/csv", `\uFEFF${csv(rows)}`);
}
