import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Gate, Look, Welcome } from "@tessera/shared/antd";
import { problemOf } from "@tessera/shared/api";
import { onLang, useWords } from "@tessera/shared/i18n";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "@tessera/shared/screen.css";
import "./shell/shell.css";
import { router } from "./router.tsx";
import { invitation } from "./shell/invitation.ts";
import { words } from "./shell/words.ts";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; only what did not get an answer is worth asking again.
      retry: (count, error) => count < 1 && problemOf(error).isUnreachable,
      refetchOnWindowFocus: false,
    },
  },
});
// Labels and sentences come from the server in the language of the page.
onLang(() => void client.invalidateQueries());

function Console() {
  const t = useWords(words);
  const [token, setToken] = useState(invitation);
  return (
    <Look>
      {token ? (
        <Welcome title={t.console} token={token} onDone={() => setToken("")} />
      ) : (
        <Gate title={t.console}>
          <RouterProvider router={router} />
        </Gate>
      )}
    </Look>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Console />
      </QueryClientProvider>
    </StrictMode>,
  );
}
