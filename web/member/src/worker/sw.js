// Keeps the files of this page, and nothing else: what the API says of a member goes past it and is written nowhere.
// The build puts in the list of files and its hash.
const NAME = "tessera-member-__HASH__";
const FILES = __FILES__;
const SHELL = "/m/index.html";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("tessera-member-") && name !== NAME;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The page itself: new if there is a network, kept if not. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // No network.
  }
  const kept = await caches.match(SHELL, { cacheName: NAME, ignoreVary: true });
  return kept ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || !address.pathname.startsWith("/m/"))
    return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(address.pathname)) {
    event.respondWith(
      caches.match(request, { cacheName: NAME, ignoreVary: true }).then((kept) => kept ?? fetch(request)),
    );
  }
});
