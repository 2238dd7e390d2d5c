/**
 * Routes that the pages ask and the OpenAPI document does not describe yet. Each goes as soon as `generated/schema.ts` has it: what is written
 * here stands before what is generated.
 */
import type { StaffWho, Who } from "../session/state.ts";

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
  SignIn: { name: string; password: string; totp?: string };
  Accept: { token: string; password: string };
  Invited: { name: string; display_name: string; role: string; store: string | null; expires_at: string };
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
}

export interface ComingPaths {
  "/v1/session": {
    get: Op<Who>;
    post: Do<StaffWho, Coming["SignIn"]>;
    delete: Op<object>;
  };
  "/v1/invitations/look": { post: Do<Coming["Invited"], { token: string }> };
  "/v1/invitations/accept": { post: Do<StaffWho, Coming["Accept"]> };
  "/v1/sessions": { get: Op<List<Coming["SessionItem"]>, Asked<{ limit?: number; after?: string }>> };
  "/v1/sessions/{session}": { delete: Op<object, At<"session">> };
  "/v1/session/password": { post: Do<object, { old_password: string; new_password: string }> };
  "/v1/session/totp": { post: Op<{ secret: string; url: string }>; delete: Do<object, { password: string }> };
  "/v1/session/totp/confirm": { post: Do<object, { code: string }> };
}
