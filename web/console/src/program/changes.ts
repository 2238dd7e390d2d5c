/** What a draft says otherwise than the program in force, sentence by sentence. */
import type { Said } from "@tessera/shared/api";

export interface Changed {
  path: string;
  subject: string;
  /** What people call the part. */
  label: string;
  before: string | undefined;
  after: string | undefined;
}

interface Line {
  path: string;
  subject: string;
  label: string;
  text: string;
}

function linesOf(reading: Said<"ProgramReading">): Line[] {
  return reading.parts.flatMap(({ subject, name, label, sentences }) =>
    sentences.map(({ path, text }) => ({ path, subject, label: label || name, text })),
  );
}

/** Sentences that were changed, added or dropped, in the order of the draft, dropped ones last. */
export function changes(before: Said<"ProgramReading">, after: Said<"ProgramReading">): Changed[] {
  const was = groups(linesOf(before));
  const is = groups(linesOf(after));
  const found: Changed[] = [];
  for (const [path, lines] of is) {
    const old = was.get(path) ?? [];
    const gone = old.filter((line) => !lines.some(({ text }) => text === line.text));
    const come = lines.filter((line) => !old.some(({ text }) => text === line.text));
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) found.push(pair(gone[at], come[at]));
  }
  for (const [path, lines] of was) if (!is.has(path)) for (const line of lines) found.push(pair(line, undefined));
  return found;
}

function pair(before: Line | undefined, after: Line | undefined): Changed {
  const { path, subject, label } = after ?? before ?? { path: "", subject: "", label: "" };
  return { path, subject, label, before: before?.text, after: after?.text };
}

/** Several sentences can come from one place of the document. */
function groups(lines: Line[]): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const group = found.get(line.path);
    if (group) group.push(line);
    else found.set(line.path, [line]);
  }
  return found;
}
