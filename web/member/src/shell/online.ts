/** Whether the phone has a network. */
import { useSyncExternalStore } from "react";

function listen(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export const useOnline = () => useSyncExternalStore(listen, () => navigator.onLine);
