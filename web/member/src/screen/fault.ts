/** What went wrong, at the field it belongs to or as a sentence. */
import { problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { useOnline } from "../shell/online.ts";
import { words } from "../shell/words.ts";

/** What the server says of a field; empty if nothing. */
export function faultOf(error: unknown, field: string): string {
  if (!error) return "";
  const fault = problemOf(error).faults.find(({ pointer }) => pointer === `/${field}` || pointer.endsWith(`/${field}`));
  return fault?.detail ?? "";
}

/** Says an error in a sentence; empty if there is none. */
export function useFault(): (error: unknown) => string {
  const t = useWords(words);
  const isOnline = useOnline();
  return (error) => {
    if (!error) return "";
    const problem = problemOf(error);
    if (problem.isUnreachable) return isOnline ? t.unreachableTitle : t.offlineTitle;
    const said = problem.faults.map(({ detail }) => detail).join(" ") || problem.message;
    return problem.title && !said.includes(problem.title) && problem.faults.length === 0
      ? `${problem.title}${t.stop}${said}`
      : said;
  };
}
