/** Who is meant by what somebody typed: a phone, a card, a member number, an e-mail or an id. */
import { api, ask } from "@tessera/shared/api";

/** The member's id, as routes take it. */
export async function findMember(typed: string): Promise<string> {
  const text = typed.trim();
  if (/^(mem_|ext:)/.test(text)) return text;
  return (await ask(api.POST("/v1/members/find", { body: { text } }))).id;
}
