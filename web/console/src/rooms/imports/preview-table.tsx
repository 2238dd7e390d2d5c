import type { Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Select } from "antd";
import { fieldOf, type Mapping } from "../../imports/mapping.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./words.ts";

interface PreviewTableProps {
  preview: Said<"ImportPreview">;
  mapping: Mapping;
  onChoose: (field: string, column: string) => void;
  onClear: (column: string) => void;
}

/** Figures stand under one another. */
const isFigure = (field: string | undefined) => /amount|quantity/.test(field ?? "");

/** The first rows of a file; under each heading what the column is. */
export function PreviewTable({ preview, mapping, onChoose, onClear }: PreviewTableProps) {
  const t = useWords(words);
  const options = preview.fields.map(({ field, label, required }) => ({
    value: field,
    label: required ? `${label || field} *` : label || field,
  }));
  return (
    <Wide label={t.preview}>
      <table className="book preview-table">
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column}>
                <span className="as-written">{column}</span>
                <Select
                  aria-label={column}
                  size="small"
                  value={fieldOf(mapping, column)}
                  placeholder={t.notUsed}
                  options={options}
                  allowClear
                  popupMatchSelectWidth={false}
                  onChange={(field: string | undefined) => (field ? onChoose(field, column) : onClear(column))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, at) => (
            <tr key={`${at}/${row[0] ?? ""}`}>
              {preview.columns.map((column, index) => (
                <td
                  key={column}
                  className={`as-written ${isFigure(fieldOf(mapping, column)) ? "right" : ""} ${fieldOf(mapping, column) ? "" : "quiet"}`}
                >
                  {row[index] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
