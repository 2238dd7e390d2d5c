import type { ReactNode } from "react";

/** Holds what may be wider than the page: it scrolls on its own, by hand and by key. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by key.
    <section className="book-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
