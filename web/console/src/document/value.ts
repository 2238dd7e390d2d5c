/** What stands in a program document, as plain values. Numbers keep the digits they were written with; dates are their text. */
export type Value = string | number | boolean | Value[] | Table;
export interface Table {
  [key: string]: Value;
}
export type Path = readonly (string | number)[];

export const isTable = (value: Value | undefined): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path. */
export function at(value: Value | undefined, path: Path): Value | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === "number") here = here[step];
    else if (isTable(here) && typeof step === "string") here = here[step];
    else return undefined;
  }
  return here;
}

/** The same with another value at a path; `undefined` takes it out. Tables that become empty stay. */
export function withAt(value: Value | undefined, path: Path, next: Value | undefined): Value {
  const [step, ...rest] = path;
  if (step === undefined) return next ?? {};
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    if (rest.length === 0 && next === undefined) list.splice(step, 1);
    else list[step] = withAt(list[step], rest, next);
    return list;
  }
  const { [step]: old, ...others } = isTable(value) ? value : {};
  if (rest.length === 0 && next === undefined) return others;
  const inner = withAt(old, rest, next);
  // A key that was there keeps its place.
  return old === undefined ? { ...others, [step]: inner } : { ...(value as Table), [step]: inner };
}

/** Whether two values say the same, whatever the order of keys. */
export function same(one: Value | undefined, other: Value | undefined): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (isTable(one)) {
    if (!isTable(other)) return false;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
  }
  return one === other;
}
