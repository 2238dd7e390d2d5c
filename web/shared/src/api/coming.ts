/**
 * Routes that the pages ask and the OpenAPI document does not describe yet. Each goes as soon as `generated/schema.ts` has it: what is written
 * here stands before what is generated.
 */
import type { StaffWho, Who } from "../session/state.ts";
import type { components, paths } from "./generated/schema.ts";

type Schemas = components["schemas"];

interface Answers<Reply> {
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Reply } } };
}
interface Bare {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
}
/** A route that takes nothing but its parameters. */
type Op<Reply, Params = Bare["parameters"]> = Answers<Reply> & { parameters: Params; requestBody?: never };
/** A route that takes a body. */
type Do<Reply, Body, Params = Bare["parameters"]> = Answers<Reply> & {
  parameters: Params;
  requestBody: { content: { "application/json": Body } };
};

interface List<Item> {
  data: Item[];
  next_cursor?: string | null;
}

type At<Name extends string> = { path: Record<Name, string> };
type Asked<Query> = { query?: Query };

/** What the coming routes say, by name. */
export interface Coming {
  SignInRequest: { name: string; password: string; totp?: string };
  AcceptRequest: { token: string; password: string };
  InvitationReply: { name: string; display_name: string; role: string; store: string | null; expires_at: string };
  SessionItem: {
    id: string;
    staff: string;
    name: string;
    role: string;
    created_at: string;
    last_seen_at: string;
    expires_at: string;
    current: boolean;
    agent: string;
  };
  Staff: {
    id: string;
    name: string;
    display_name: string;
    role: string;
    store: string | null;
    status: "invited" | "active" | "disabled";
    totp: boolean;
    created_at: string;
    last_seen_at: string | null;
  };
  Invitation: { invitation: string; expires_at: string };
  Role: { role: string; label: string; scopes: string[]; bound: boolean };
  ShopStore: { id: string; name: string; zone: string; kind: "own" | "joint" | "online"; active: boolean };
  AuditItem: {
    id: string;
    at: string;
    staff: string | null;
    name: string;
    role: string;
    store: string | null;
    action: string;
    target: string | null;
    reason: string | null;
    status: number;
    request_id: string;
  };
  Approval: {
    id: string;
    kind: "adjustment" | "publication";
    status: "waiting" | "approved" | "rejected" | "failed";
    asked_by: { id: string; name: string };
    asked_at: string;
    decided_by: { id: string; name: string } | null;
    decided_at: string | null;
    comment: string | null;
    summary: string;
    request: Record<string, unknown>;
    may_decide: boolean;
  };
  ApprovalSettings: { adjust_above: number; publish: boolean };
  /** What waits for a second person. */
  Waiting: { approval: string; status: "waiting" };
  Profile: { phone?: string | null; name?: string | null; email?: string | null; birthday?: string | null };
  Clear: Coming["Profile"];
  ProfileRequest: Coming["Profile"];
  MemberStatus: "active" | "blocked" | "erased";
  Found: {
    id: string;
    by: string;
    status: Coming["MemberStatus"];
    profile: Coming["Profile"] | null;
    card_number: string | null;
    proof: { token: string; expires_at: string } | null;
  };
  MemberListItem: Schemas["MemberListItem"] & {
    status: Coming["MemberStatus"];
    profile: Coming["Profile"] | null;
  };
  Member: Schemas["Member"] & {
    card_number: string | null;
    status: Coming["MemberStatus"];
    profile: Coming["Profile"] | null;
  };
  Enrolment: Schemas["MemberRequest"] & { phone?: string; name?: string; email?: string; birthday?: string };
}

export interface ComingPaths {
  "/v1/session": {
    get: Op<Who>;
    post: Do<StaffWho, Coming["SignInRequest"]>;
    delete: Op<object>;
  };
  "/v1/invitations/look": { post: Do<Coming["InvitationReply"], { token: string }> };
  "/v1/invitations/accept": { post: Do<StaffWho, Coming["AcceptRequest"]> };
  "/v1/sessions": { get: Op<List<Coming["SessionItem"]>, Asked<{ limit?: number; after?: string }>> };
  "/v1/sessions/{session}": { delete: Op<object, At<"session">> };
  "/v1/session/password": { post: Do<object, { old_password: string; new_password: string }> };
  "/v1/session/totp": { post: Op<{ secret: string; url: string }>; delete: Do<object, { password: string }> };
  "/v1/session/totp/confirm": { post: Do<object, { code: string }> };
  "/v1/staff": {
    get: Op<List<Coming["Staff"]>, Asked<{ limit?: number; after?: string }>>;
    post: Do<
      { staff: Coming["Staff"] } & Coming["Invitation"],
      { name: string; display_name: string; role: string; store?: string }
    >;
  };
  "/v1/staff/{staff}": {
    patch: Do<
      Coming["Staff"],
      { display_name?: string; role?: string; store?: string | null; status?: "active" | "disabled" },
      At<"staff">
    >;
  };
  "/v1/staff/{staff}/invitation": { post: Op<Coming["Invitation"], At<"staff">> };
  "/v1/roles": { get: Op<List<Coming["Role"]>> };
  "/v1/scopes": { get: Op<List<{ scope: string; label: string }>> };
  "/v1/stores": { get: Op<List<Coming["ShopStore"]>, Asked<{ limit?: number; after?: string }>> };
  "/v1/stores/{store}": { put: Do<Coming["ShopStore"], Omit<Coming["ShopStore"], "id">, At<"store">> };
  "/v1/audit": {
    get: Op<List<Coming["AuditItem"]>, Asked<{ limit?: number; after?: string; staff?: string; action?: string }>>;
  };
  "/v1/approvals": {
    get: Op<List<Coming["Approval"]>, Asked<{ status?: "waiting" | "done" | "all"; limit?: number; after?: string }>>;
  };
  "/v1/approvals/{approval}/approve": { post: Do<Coming["Approval"], { comment?: string }, At<"approval">> };
  "/v1/approvals/{approval}/reject": { post: Do<Coming["Approval"], { comment: string }, At<"approval">> };
  "/v1/settings/approval": {
    get: Op<Coming["ApprovalSettings"]>;
    put: Do<Coming["ApprovalSettings"], Coming["ApprovalSettings"]>;
  };
  "/v1/members/find": { post: Do<Coming["Found"], { text: string }> };
  "/v1/members": {
    get: Op<
      List<Coming["MemberListItem"]> & { total?: number },
      Asked<{
        limit?: number;
        after?: string;
        order?: "newest" | "oldest";
        store?: string;
        channel?: string;
        joined_from?: string;
        joined_before?: string;
      }>
    >;
    post: Do<Schemas["Enrolled"] & { card_number?: string }, Coming["Enrolment"]>;
  };
  "/v1/members/{member}": { get: Op<Coming["Member"], At<"member">> };
  "/v1/members/{member}/profile": { patch: Do<Coming["Profile"], Coming["Profile"], At<"member">> };
  "/v1/members/{member}/unmask": { post: Do<Coming["Profile"], { reason: string }, At<"member">> };
  "/v1/members/{member}/personal-data": {
    post: Do<Record<string, unknown>, { reason: string }, At<"member">>;
  };
  "/v1/members/{member}/block": { post: Do<{ status: string }, { reason: string }, At<"member">> };
  "/v1/members/{member}/unblock": { post: Do<{ status: string }, { reason: string }, At<"member">> };
  "/v1/members/{member}/erase": { post: Do<{ status: string }, { reason: string }, At<"member">> };
  "/v1/adjustments": { post: Do<Schemas["Recorded"] | Coming["Waiting"], Schemas["AdjustmentRequest"]> };
  "/v1/programs": {
    get: paths["/v1/programs"]["get"];
    post: Do<Schemas["ProgramVersion"] | Coming["Waiting"], Schemas["PublishRequest"]>;
  };
}
