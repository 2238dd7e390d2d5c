// Keeps the files of a page, so that it starts without the server. It keeps no answer of the API: those are asked for, or awaited.
// The build writes the list of files in place of the name below.
const { version, files } = __FILES__;
const NAME = `tessera:${new URL(self.registration.scope).pathname}:${version}`;
const INDEX = new URL("./", self.registration.scope).pathname;
// How long a server may take to hand out the page before the kept one is shown.
const PATIENCE = 2500;

self.addEventListener("install", (event) => {
  const wanted = files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)));
});

self.addEventListener("activate", (event) => {
  const own = NAME.slice(0, NAME.lastIndexOf(":") + 1);
  const drop = (names) =>
    Promise.all(names.filter((name) => name.startsWith(own) && name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(
    caches
      .keys()
      .then(drop)
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

/** The page as the server has it; the kept one if that takes too long, or is an error. */
async function page(request) {
  const kept = () => caches.match(INDEX, { cacheName: NAME });
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? answer : ((await kept()) ?? answer);
  } catch (error) {
    const own = await kept();
    if (own) return own;
    throw error;
  }
}

/** Files are named by what is in them: a kept one is as good as the server's. */
async function file(request) {
  return (await caches.match(request, { cacheName: NAME })) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !pathname.startsWith(INDEX)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.includes("/assets/") || files.includes(pathname)) event.respondWith(file(request));
});
