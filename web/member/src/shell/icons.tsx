/** The rooms of the bar as line drawings on one grid of 24. */
const PATHS = {
  card: "M3.500 6.500h17v11h-17zM3.500 14h10M16 11h2v2.500h-2z",
  history: "M6 3.500h12.500v17L16 19l-2 1.500L12 19l-2 1.500L8 19l-2 1.500zM9.500 8h6M9.500 11.500h6M9.500 15h3.500",
  rules:
    "M12 6.500C10 5 7 4.500 3.500 5v13.500c3.500-.5 6.500 0 8.500 1.500 2-1.500 5-2 8.500-1.500V5C17 4.500 14 5 12 6.500zM12 6.500V20",
  me: "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500c.6-4 3.500-6 7.500-6s6.900 2 7.500 6",
} as const;

export type Icon = keyof typeof PATHS;

export function BarIcon({ icon }: { icon: Icon }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d={PATHS[icon]} strokeLinecap="square" strokeLinejoin="round" />
    </svg>
  );
}

/** Forward; turned about in the head of an inner page it is the way back. */
export function Chevron() {
  return (
    <svg className="chevron" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
      <path d="M9.500 5.500 16 12l-6.500 6.500" />
    </svg>
  );
}
