// Makes the worker that keeps a page's files, with the list of what was built.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Adds `sw.js` to a page: the worker's text with the files of this build in it. */
export function offline(worker) {
  let base = "/";
  let open = "";
  return {
    name: "tessera-offline",
    apply: "build",
    configResolved(config) {
      base = config.base;
      open = config.publicDir;
    },
    generateBundle(_, bundle) {
      const made = Object.values(bundle).filter(({ fileName }) => !fileName.startsWith(".vite/"));
      const given = open ? readdirSync(open) : [];
      const files = [base, ...made.map(({ fileName }) => base + fileName), ...given.map((name) => base + name)];
      const hash = createHash("sha256");
      for (const { fileName, code, source } of made) hash.update(fileName).update(code ?? source ?? "");
      for (const name of given) hash.update(readFileSync(join(open, name)));
      const text = readFileSync(worker, "utf8");
      hash.update(text);
      const list = JSON.stringify({
        version: hash.digest("hex").slice(0, 16),
        files: files.filter((file) => !file.endsWith("/index.html")).sort(),
      });
      this.emitFile({ type: "asset", fileName: "sw.js", source: text.replace("__FILES__", list) });
    },
  };
}
