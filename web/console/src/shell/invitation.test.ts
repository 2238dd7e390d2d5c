import { expect, test } from "vitest";
import { tokenOf } from "./invitation.ts";

test("a link says its token behind the sign that no server sees, an older one behind the other", () => {
  const at = (address: string) => tokenOf(new URL(address, "https://shop.example") as unknown as Location);
  expect(at("/console/welcome#token=inv_1")).toBe("inv_1");
  expect(at("/console/welcome?token=inv_1")).toBe("inv_1");
  expect(at("/console/welcome/?lang=en#token=inv_1")).toBe("inv_1");
  expect(at("/console/#/welcome?token=inv_1")).toBe("inv_1");
  expect(at("/console/members?token=inv_1")).toBe("");
  expect(at("/console/members#token=inv_1")).toBe("");
});
