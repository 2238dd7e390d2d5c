import { expect, test } from "vitest";
import { judge } from "./verdict.ts";

test.each([
  ["booked", 201, {}, "done"],
  ["booked before", 200, {}, "done"],
  ["a return before its order", 202, { status: "parked" }, "parked"],
  ["a return above the limit", 202, { status: "waiting", approval: "apr_1" }, "approval"],
  ["not approved", 409, { code: "not-approved", next: "fix_new_id" }, "refused"],
  ["no answer", 0, {}, "later"],
  ["a proxy without its server", 502, {}, "later"],
  ["the database is away", 503, { code: "unavailable", next: "retry_same_id" }, "later"],
  ["too quick", 429, { code: "rate-limited", next: "retry_same_id" }, "later"],
  ["the body broke off", 400, { code: "broken-body", next: "retry_same_id" }, "later"],
  ["signed out", 401, { code: "unauthenticated", next: "stop" }, "nobody"],
  ["no program", 409, { code: "no-program", next: "stop" }, "refused"],
  ["the id was used", 422, { code: "event-id-reused", next: "fix_new_id" }, "refused"],
  ["not allowed", 403, { code: "missing-scope", next: "stop" }, "refused"],
])("%s", (_, status, document, is) => {
  expect(judge({ status, document }).is).toBe(is);
});

test.each([
  ["the database", "database-crowded", true],
  ["the server", "unavailable", true],
  ["personal data alone", "vault-closed", false],
  ["the audit log alone", "audit-unavailable", false],
])("%s is closed", (_, code, away) => {
  expect(judge({ status: 503, document: { code, next: "retry_same_id" } })).toEqual({ is: "later", away });
});

test("a second person is asked", () => {
  expect(judge({ status: 202, document: { approval: "apr_1", status: "waiting" } })).toEqual({
    is: "approval",
    approval: "apr_1",
  });
});

test("the cashier's words come first, and every fault with its remedy", () => {
  const document = { code: "in-the-future", detail: "d", cashier_text: "check the clock", next: "fix_new_id" };
  expect(judge({ status: 409, document })).toEqual({
    is: "refused",
    refusal: { status: 409, code: "in-the-future", text: "check the clock", next: "fix_new_id" },
  });
  const faulty = { code: "invalid-field", detail: "No.", errors: [{ pointer: "/phone", detail: "Not a phone." }] };
  expect(judge({ status: 400, document: faulty })).toMatchObject({
    refusal: { text: "No. Not a phone.", next: "stop" },
  });
});
