/** Which column of a file fills which field. */
import type { Said } from "@tessera/shared/api";

export type Mapping = Record<string, string>;
type Field = Said<"ImportPreview">["fields"][number];

/** The fields that must be filled and are not. */
export function missing(fields: readonly Field[], mapping: Mapping): Field[] {
  return fields.filter(({ field, required }) => required && !mapping[field]);
}

/** The mapping with another column for a field; a column fills one field alone. */
export function choose(mapping: Mapping, field: string, column: string | undefined): Mapping {
  const others = Object.entries(mapping).filter(([name, taken]) => name !== field && taken !== column);
  return Object.fromEntries(column ? [...others, [field, column]] : others);
}

/** The field that a column fills, if any. */
export const fieldOf = (mapping: Mapping, column: string): string | undefined =>
  Object.entries(mapping).find(([, taken]) => taken === column)?.[0];
