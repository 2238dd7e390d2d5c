// What the pages are made from, as one hash: says whether what was built is still right.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LEFT_OUT = new Set(["node_modules", "dist", "e2e", "generated-pictures"]);

function* files(folder, prefix = "") {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = prefix + entry.name;
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith(".") || /\.test\.tsx?$/.test(entry.name)) continue;
    if (entry.isDirectory()) yield* files(join(folder, entry.name), `${path}/`);
    else yield path;
  }
}

/** The preset programs, which the console holds too. */
const presets = (folder) =>
  readdirSync(join(folder, "../programs"))
    .filter((name) => name.endsWith(".toml"))
    .sort()
    .map((name) => `../programs/${name}`);

/** The hash of all sources below a folder. */
export function hashOfSources(folder) {
  const hash = createHash("sha256");
  for (const path of [...files(folder), ...presets(folder)]) {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex");
}

/** The hash of one file; empty where there is none. */
export function hashOfFile(path) {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return "";
  }
}
