/** A list of any length: only the rows in sight are in the page, and more are asked for before the end is reached. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

interface LongListProps<Item> {
  items: readonly Item[];
  /** Pixels; every row has the same. */
  rowHeight: number;
  row: (item: Item, at: number) => ReactNode;
  keyOf: (item: Item) => string;
  /** Called when the end comes near. */
  more?: (() => void) | undefined;
  label: string;
}

/** Rows kept ready above and below what is in sight. */
const SPARE = 12;

export function LongList<Item>({ items, rowHeight, row, keyOf, more, label }: LongListProps<Item>) {
  const frame = useRef<HTMLUListElement>(null);
  const [sight, setSight] = useState({ first: 0, last: 40 });

  useLayoutEffect(() => {
    let asked = 0;
    const look = () => {
      asked = 0;
      if (!frame.current) return;
      const top = -frame.current.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(top / rowHeight) - SPARE);
      const last = Math.ceil((top + window.innerHeight) / rowHeight) + SPARE;
      setSight((was) => (was.first === first && was.last === last ? was : { first, last }));
    };
    const soon = () => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(asked);
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", soon);
    };
  }, [rowHeight]);

  const nearEnd = sight.last + 40 >= items.length;
  useEffect(() => {
    if (nearEnd) more?.();
  }, [nearEnd, more]);

  const shown = items.slice(sight.first, sight.last);
  return (
    <ul
      ref={frame}
      aria-label={label}
      style={{ height: items.length * rowHeight, position: "relative", contain: "layout" }}
    >
      {shown.map((item, at) => (
        <li
          key={keyOf(item)}
          aria-posinset={sight.first + at + 1}
          aria-setsize={more ? -1 : items.length}
          style={{ position: "absolute", insetInline: 0, top: (sight.first + at) * rowHeight, height: rowHeight }}
        >
          {row(item, sight.first + at)}
        </li>
      ))}
    </ul>
  );
}
