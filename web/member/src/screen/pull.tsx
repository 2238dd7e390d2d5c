/** What can be pulled down to be read anew. */
import { useWords } from "@tessera/shared/i18n";
import { PullToRefresh } from "antd-mobile";
import type { ReactNode } from "react";
import { words } from "../shell/words.ts";

export function Pull({ onRefresh, children }: { onRefresh: () => Promise<unknown>; children: ReactNode }) {
  const { pull } = useWords(words);
  return (
    <PullToRefresh onRefresh={onRefresh} renderText={(status) => pull[status]}>
      {children}
    </PullToRefresh>
  );
}
