import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { page } from "../tools/vite.js";

/** Writes the service worker: it keeps exactly the files of this build. */
function worker(): Plugin {
  return {
    name: "own-files",
    apply: "build",
    generateBundle(_, bundle) {
      const read = (path: string) => readFileSync(new URL(path, import.meta.url));
      const hash = createHash("sha256");
      const files = Object.values(bundle)
        .map(({ fileName }) => fileName)
        .filter((name) => name === "index.html" || name.startsWith("assets/"));
      for (const name of files.sort()) hash.update(name);
      for (const name of readdirSync(new URL("public", import.meta.url)).sort()) {
        hash.update(name).update(read(`public/${name}`));
        files.push(name);
      }
      hash.update(read("index.html"));
      const source = read("src/worker/sw.js")
        .toString()
        .replace("__HASH__", hash.digest("hex").slice(0, 16))
        .replace("__FILES__", JSON.stringify([...new Set(["index.html", ...files])].map((name) => `/m/${name}`)));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

const config = page("member", "/m/");
export default defineConfig({ ...config, plugins: [...config.plugins, worker()] });
