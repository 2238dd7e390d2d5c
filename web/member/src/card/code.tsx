/** The member code: a square for the scanner, its digits for the eye, and a line that runs out until the next one comes. */
import { useWords } from "@tessera/shared/i18n";
import { useMemo } from "react";
import { encode } from "uqr";
import { inFours } from "./digits.ts";
import { words } from "./words.ts";

/** The square, dark on light in every mode: scanners want it so. */
export function Square({ code }: { code: string }) {
  const t = useWords(words);
  const { size, path } = useMemo(() => {
    const { data, size } = encode(code, { ecc: "M", border: 0 });
    const cells = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
    return { size, path: cells.join("") };
  }, [code]);
  return (
    <svg
      className="square"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t.square}
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** The digits in fours, as they are read out. */
export function Digits({ code, className = "digits" }: { code: string; className?: string }) {
  return (
    <p className={className}>
      {inFours(code).map((four, at) => (
        <span key={`${at}${four}`}>{four}</span>
      ))}
    </p>
  );
}

/** How long this code stays on the screen. It only moves; who asks for the next is the question itself. */
export function Remaining({ code, seconds }: { code: string; seconds: number }) {
  return (
    <span className="remaining" aria-hidden="true">
      <i key={code} style={{ animationDuration: `${seconds}s` }} />
    </span>
  );
}
