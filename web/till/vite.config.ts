import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { offline } from "../tools/offline.js";
import { page } from "../tools/vite.js";

const config = page("till", "/till/");

export default defineConfig({
  ...config,
  plugins: [...config.plugins, offline(fileURLToPath(new URL("src/offline/worker.js", import.meta.url)))],
});
