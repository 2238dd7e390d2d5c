/** The number of a receipt for the scanner. Black on white in every light: scanners want it so. */
import { useWords } from "@tessera/shared/i18n";
import { barsOf } from "./code128.ts";
import { words } from "./words.ts";

/** Modules of white on either side. */
const QUIET = 10;

export function Barcode({ text }: { text: string }) {
  const t = useWords(words);
  const code = barsOf(text);
  if (!code) return null;
  const wide = code.wide + QUIET * 2;
  return (
    <svg
      className="barcode"
      viewBox={`0 0 ${wide} 40`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t.barcode(text)}
    >
      <rect width={wide} height="40" fill="#fff" />
      {code.bars.map(({ at, wide: width }) => (
        <rect key={at} x={at + QUIET} width={width} height="40" fill="#000" />
      ))}
    </svg>
  );
}
