/** The server's check of a draft, asked a moment after the last key. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";
import { useEffect, useState } from "react";

/** How long nothing is typed before the check is asked, in milliseconds. */
const PAUSE = 500;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What the check says of a text; `isCurrent` while that is what it said of this very text. */
export function useCheck(text: string) {
  const lang = useLang();
  const settled = useSettled(text);
  const check = useQuery({
    queryKey: ["check", settled, lang],
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn: ({ signal }) => ask(api.POST("/v1/programs/check", { body: { document: settled }, signal })),
  });
  return { ...check, isCurrent: settled === text && !check.isPlaceholderData && !check.isFetching };
}
