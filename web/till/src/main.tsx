import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { problemOf } from "@tessera/shared/api";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@tessera/shared/screen.css";
import "./till/till.css";
import "./sale/desk.css";
import "./sale/goods.css";
import "./sale/slip.css";
import "./receipt/receipt.css";
import "./day/day.css";
import "./sale/narrow.css";
import { Entry } from "./entry/entry.tsx";
import { watch } from "./net/connection.ts";
import { startOffline } from "./offline/start.ts";
import { openQueue } from "./queue/use.ts";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The till asks also when the browser thinks that there is no network: the server may stand in the shop.
      networkMode: "always",
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && problemOf(error).status >= 500,
      retryDelay: 400,
    },
  },
});

const root = document.getElementById("root");
if (root) {
  // What waits is read before anything is shown.
  void openQueue().then(() => {
    watch();
    startOffline();
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <Entry />
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
