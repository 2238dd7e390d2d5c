/** Keeps the page's own files on the phone, so that it opens without a network. Under development there is nothing to keep. */
export function keepOwnFiles() {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    // A browser that forbids it: the page then needs the network each time.
    navigator.serviceWorker.register("/m/sw.js", { scope: "/m/", updateViaCache: "none" }).catch(() => undefined);
  });
}
