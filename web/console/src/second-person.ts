/** Whether somebody else could approve what concerns all stores: for the words on a button alone. The server decides. */
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useWho } from "@tessera/shared/session";

type Staff = Pick<Said<"Staff">, "id" | "role" | "status" | "store">;

/** Of these people with these roles, one who may approve and is not the one who asks. */
export function hasSecond(staff: readonly Staff[], deciding: readonly string[], asking: string): boolean {
  return staff.some(
    ({ id, role, status, store }) => id !== asking && status === "active" && !store && deciding.includes(role),
  );
}

/** `undefined` while it is not known, and for those who may not read who works here. */
export function useHasSecond(): boolean | undefined {
  const who = useWho();
  const staff = useQuery({
    queryKey: ["staff"],
    retry: false,
    queryFn: async () => (await ask(api.GET("/v1/staff"))).data,
  });
  const roles = useQuery({ queryKey: ["roles"], queryFn: async () => (await ask(api.GET("/v1/roles"))).data });
  if (who?.kind !== "staff" || !staff.data || !roles.data) return undefined;
  const deciding = roles.data
    .filter(({ scopes }) => ["all", "approvals:decide"].some((scope) => scopes.includes(scope)))
    .map(({ role }) => role);
  return hasSecond(staff.data, deciding, who.id);
}
