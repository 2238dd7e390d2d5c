// How each page is built.
import react from "@vitejs/plugin-react";

/** The server that pages under development ask. */
const server = process.env.TESSERA_SERVER ?? "http://127.0.0.1:8080";
const proxy = { "/v1": server, "/health": server };

/** The configuration of the page in the folder `name`, served under `base`. */
export function page(name, base) {
  return {
    base,
    plugins: [react()],
    build: {
      outDir: `../dist/${name}`,
      emptyOutDir: true,
      manifest: true,
      target: "es2022",
      // Everything is a file of its own: the pages allow nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      reportCompressedSize: false,
    },
    // The presets of the house stand beside the pages.
    server: { host: "127.0.0.1", proxy, fs: { allow: ["../.."] } },
    preview: { host: "127.0.0.1", proxy },
    logLevel: process.env.VITE_QUIET ? "warn" : "info",
  };
}
