/** A condition's text in pieces. */
export interface Token {
  kind: "name" | "number" | "text" | "sign";
  /** Of a text what it says, without quotes. */
  text: string;
}

const PIECES: readonly [Token["kind"], RegExp][] = [
  ["name", /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/],
  ["number", /^-?\d+(?:\.\d+)?/],
  ["text", /^"(?:[^"\\]|\\.)*"|^'(?:[^'\\]|\\.)*'/],
  ["sign", /^(?:&&|\|\||[<>=!]=|[<>!()[\],])/],
];

function said(quoted: string): string | undefined {
  const body = quoted.slice(1, -1);
  const double = quoted.startsWith("'") ? body.replaceAll("\\'", "'").replaceAll('"', '\\"') : body;
  try {
    return String(JSON.parse(`"${double}"`));
  } catch {
    // Escapes that only CEL knows.
    return undefined;
  }
}

/** The pieces, or `undefined` where there is one that the builder does not know. */
export function tokens(text: string): Token[] | undefined {
  const list: Token[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const found = PIECES.map(([kind, shape]) => ({ kind, piece: shape.exec(rest)?.[0] })).find(({ piece }) => piece);
    if (!found?.piece) return undefined;
    const value = found.kind === "text" ? said(found.piece) : found.piece;
    if (value === undefined) return undefined;
    list.push({ kind: found.kind, text: value });
    rest = rest.slice(found.piece.length).trimStart();
  }
  return list;
}
