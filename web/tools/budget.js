// How much each page sends before it shows something: the entry, what it imports, its styles, and the room it opens with.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** gzip kilobytes (1000 bytes), and the room that the first visit shows. */
const BUDGETS = [
  { page: "console", most: 400, room: "src/rooms/today/page.tsx" },
  // Who is not signed in meets the sign-in screen first, with the component library that it is made of.
  { page: "till", most: 250, room: "src/entry/sign-in.tsx" },
  { page: "member", most: 180 },
];

function firstLoad(page, room) {
  const dist = new URL(`../dist/${page}/`, import.meta.url);
  const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
  const files = new Set(["index.html"]);
  const seen = new Set();
  const take = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) take(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) take(key);
  if (room) {
    if (!manifest[room]) throw new Error(`${page}: the room ${room} is not in the manifest`);
    take(room);
  }
  let size = 0;
  for (const file of files) size += gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  return { size, files: files.size };
}

let over = false;
for (const { page, most, room } of BUDGETS) {
  const { size, files } = firstLoad(page, room);
  const kilobytes = (size / 1000).toFixed(1);
  over ||= size > most * 1000;
  console.log(
    `${page.padEnd(8)} ${kilobytes.padStart(6)} kB gzip of ${most} in ${files} files${size > most * 1000 ? "  OVER" : ""}`,
  );
}
process.exit(over ? 1 : 0);
