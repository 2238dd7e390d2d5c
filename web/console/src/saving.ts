/** Files that the page makes and the browser keeps. */
import { csv } from "./program/report.ts";

export function save(name: string, type: string, content: BlobPart) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A table as CSV; the mark at its start tells spreadsheets that it is UTF-8. */
export function saveTable(name: string, rows: readonly (readonly (string | number | null)[])[]) {
  save(name, "text/csv", `\uFEFF${csv(rows)}`);
}
