// Installs what the pages need if the lock file changed, and builds and compresses them if their sources did.
// The build of the executable runs this; needs nothing but Node and npm.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { hashOfFile, hashOfSources } from "./sources.js";

const web = fileURLToPath(new URL("..", import.meta.url));
const dist = join(web, "dist");
const PAGES = ["console", "till", "member"];

function npm(...words) {
  // Through a shell where npm is a script that only a shell can start.
  execFileSync("npm", words, {
    cwd: web,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Installs, unless what is installed is what the lock file says. */
function install() {
  const mark = join(web, "node_modules", ".lock-hash");
  const wanted = hashOfFile(join(web, "package-lock.json"));
  if (readText(mark) === wanted) return;
  npm("ci", "--no-audit", "--no-fund", "--loglevel=error");
  writeFileSync(mark, wanted);
}

/** All files below a folder, with `/`. */
function list(folder, prefix = "") {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? list(join(folder, entry.name), `${prefix}${entry.name}/`)
      : [{ path: prefix + entry.name, full: join(folder, entry.name) }],
  );
}

/** Compresses every file twice beside itself and writes the list that the executable's build reads. */
function compress() {
  const lines = [];
  for (const page of PAGES) {
    const files = list(join(dist, page), `${page}/`).filter(({ path }) => !path.includes("/.vite/"));
    for (const { path, full } of files) {
      const bytes = readFileSync(full);
      writeFileSync(
        `${full}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      );
      writeFileSync(`${full}.gz`, gzipSync(bytes, { level: 9 }));
      lines.push(`${path}\t${createHash("sha256").update(bytes).digest("hex").slice(0, 24)}`);
    }
  }
  return `${lines.sort().join("\n")}\n`;
}

function build() {
  const mark = join(dist, "source-hash");
  const wanted = hashOfSources(web);
  if (readText(mark) === wanted && readText(join(dist, "files.txt")) !== "") return;
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  for (const page of PAGES) npm("run", "build", "--silent", "-w", page);
  writeFileSync(join(dist, "files.txt"), compress());
  writeFileSync(mark, wanted);
}

install();
build();
