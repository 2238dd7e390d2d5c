/** How wide something is, as it changes. */
import { type RefObject, useLayoutEffect, useState } from "react";

/** The width in pixels; before it is laid out, that of the window. */
export function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(() => window.innerWidth);
  useLayoutEffect(() => {
    const element = of.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const seen = new ResizeObserver(() => setWidth(element.clientWidth));
    seen.observe(element);
    return () => seen.disconnect();
  }, [of]);
  return width;
}
