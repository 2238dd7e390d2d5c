/** Lets the till start without the server: registers the worker that keeps its files, and says when there is a newer one. */
import { useSyncExternalStore } from "react";

interface Offline {
  /** The browser allows a worker here: HTTPS, or this machine itself. */
  secure: boolean;
  /** The files are kept. */
  ready: boolean;
  /** A newer till waits to take over. */
  update: boolean;
}

const listeners = new Set<() => void>();
let state: Offline = { secure: true, ready: false, update: false };
let waiting: ServiceWorker | null = null;

function set(change: Partial<Offline>) {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useOffline = (): Offline => useSyncExternalStore(listen, () => state);

/** A newer worker that is installed beside one that runs waits for the cashier's word. */
function follow(registration: ServiceWorkerRegistration) {
  const check = () => {
    waiting = registration.waiting;
    set({ update: waiting !== null && navigator.serviceWorker.controller !== null });
  };
  check();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", check);
  });
}

const HOUR = 3_600_000;

export function startOffline() {
  if (!import.meta.env.PROD) return;
  if (!("serviceWorker" in navigator)) return set({ secure: window.isSecureContext });
  navigator.serviceWorker
    .register(`${import.meta.env.BASE_URL}sw.js`)
    .then((registration) => {
      follow(registration);
      setInterval(() => void registration.update().catch(() => undefined), HOUR);
      return navigator.serviceWorker.ready;
    })
    .then(() => set({ ready: true }))
    .catch(() => set({ ready: false }));
}

/** Takes the newer till. What waits to be sent is kept in the browser's database and stays. */
export function changeOver() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take-over");
}
