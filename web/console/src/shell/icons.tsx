/** The rooms as line drawings on one grid of 20. */
const PATHS = {
  today: "M4 5.500h12v11H4zM4 9h12M7.500 3.500v3M12.500 3.500v3M7.500 12.500h5",
  members: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.500c.6-3 2.900-4.500 6-4.500s5.400 1.500 6 4.500",
  program: "M5 3.500h8l2.500 2.500v10.500H5zM8 8h5M8 11h5M8 14h3",
  ledger: "M4 3.500h12v13H4zM8 3.500v13M10.500 7h3.500M10.500 10h3.500M10.500 13h3.500",
  approvals: "M5.500 16.500h9M7 13.500h6v3M8.500 13.500c0-2-1.500-3-1.500-5a3 3 0 0 1 6 0c0 2-1.500 3-1.500 5",
  import: "M10 3.500v8.500M6.500 8.800 10 12.300l3.500-3.500M4 13v3.500h12V13",
  settings: "M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4",
} as const;

export type Room = keyof typeof PATHS;

export function RoomIcon({ room }: { room: Room }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d={PATHS[room]} strokeLinecap="square" />
    </svg>
  );
}
