/** Which members the list shows. It stands in the address, so that a list can be kept and handed on; nothing in it is about a person. */

const FIELDS = ["store", "channel", "tier", "tag", "from", "to"] as const;

export type Filter = { order?: "oldest" | undefined } & { [field in (typeof FIELDS)[number]]?: string | undefined };

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What an address says, as far as it makes sense. The router reads `tag=7` as a number. */
export function readFilter(search: Record<string, unknown>): Filter {
  const filter: Filter = search.order === "oldest" ? { order: "oldest" } : {};
  for (const field of FIELDS) {
    const value = search[field];
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    const isDate = field === "from" || field === "to";
    if (text && (!isDate || DATE.test(text))) filter[field] = text;
  }
  return filter;
}

/** Whether it leaves anybody out. */
export const isFiltered = (filter: Filter) => FIELDS.some((field) => filter[field]);

/** The local date after one. */
export function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
