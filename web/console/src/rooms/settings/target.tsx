/** What an action was done to, by the name that people know, with the way there. */
import { Link } from "@tanstack/react-router";
import type { Said } from "@tessera/shared/api";
import { CopiedId } from "../../shell/copied-id.tsx";
import { shortId } from "../../shell/short-id.ts";
import { useStoreName } from "../../stores.ts";
import { useStaff } from "./staff.tsx";

/** The name of a member of staff as it is now; what was written down where they are gone or may not be read. */
export function useStaffName(): (id: string | null | undefined, otherwise: string) => string {
  const { data } = useStaff();
  return (id, otherwise) => data?.find((staff) => staff.id === id)?.display_name ?? otherwise;
}

export function Target({ item: { target, action } }: { item: Said<"AuditItem"> }) {
  const storeName = useStoreName();
  const staffName = useStaffName();
  if (!target) return <span className="quiet">–</span>;
  if (action.includes("/members/") || target.startsWith("mem_"))
    return (
      <Link to="/members/$member" params={{ member: target }} preload={false} title={target} className="nowrap">
        <code>{shortId(target.replace(/^ext:/, ""))}</code>
      </Link>
    );
  if (target.startsWith("apr_"))
    return (
      <Link to="/approvals" title={target} className="nowrap">
        <code>{shortId(target)}</code>
      </Link>
    );
  if (target.startsWith("stf_")) return <span className="as-written">{staffName(target, shortId(target))}</span>;
  if (action.includes("/stores/")) return <span className="as-written">{storeName(target)}</span>;
  return <CopiedId id={target} />;
}
