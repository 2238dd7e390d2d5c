/**
 * Routes that the pages ask and the OpenAPI document does not describe whole yet. Each goes as soon as `generated/schema.ts` has it: what is
 * written here stands before what is generated.
 */
import type { components, paths } from "./generated/schema.ts";

type Schemas = components["schemas"];

interface ListOfMembers {
  parameters: {
    query?: {
      limit?: number;
      after?: string;
      order?: "newest" | "oldest";
      store?: string;
      channel?: string;
      joined_from?: string;
      joined_before?: string;
    };
  };
  requestBody?: never;
  responses: {
    200: {
      headers: Record<string, unknown>;
      content: {
        "application/json": { data: Schemas["MemberListItem"][]; next_cursor?: string | null; total?: number };
      };
    };
  };
}

export interface ComingPaths {
  "/v1/members": { get: ListOfMembers; post: paths["/v1/members"]["post"] };
}
