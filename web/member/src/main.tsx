import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { unstableSetRender } from "antd-mobile";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import "@tessera/shared/screen.css";
import "./look/look.css";
import { onEnded } from "./api/client.ts";
import { forget } from "./api/questions.ts";
import { App } from "./app.tsx";
import { keepOwnFiles } from "./worker/keep.ts";

// What the library shows outside of the page (messages) is drawn by this React.
unstableSetRender((node, container) => {
  const place = container as Element & { root?: Root };
  place.root ??= createRoot(place);
  place.root.render(node);
  return async () => place.root?.unmount();
});

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; only what did not get an answer is worth asking again.
      retry: (count, error) => count < 1 && problemOf(error).isUnreachable,
      // Asked even if the browser takes itself for offline: the answer then says so.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
onEnded(() => forget(client));
keepOwnFiles();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
