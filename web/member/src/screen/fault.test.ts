import { Problem } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { faultOf } from "./fault.ts";

test("a fault stands at the field that its pointer names", () => {
  const error = new Problem(400, {
    code: "invalid-request",
    errors: [{ pointer: "/phone", code: "bad-phone", detail: "11 digits" }],
  });
  expect(faultOf(error, "phone")).toBe("11 digits");
  expect(faultOf(error, "code")).toBe("");
  expect(faultOf(null, "phone")).toBe("");
  expect(faultOf(new TypeError("no answer"), "phone")).toBe("");
});
