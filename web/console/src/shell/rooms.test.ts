import type { Who } from "@tessera/shared/session";
import { expect, test } from "vitest";
import { isClosed, roomAt, roomsOf } from "./rooms.ts";

const staff = (role: string, scopes: string[]): Who => ({
  kind: "staff",
  id: "stf_1",
  name: role,
  display_name: role,
  role,
  scopes,
  totp: false,
  expires_at: "2026-11-23T00:00:00Z",
});
const namesOf = (who: Who) => roomsOf(who).map(({ room }) => room);

test("a cashier finds members, and not the figures of the shop", () => {
  const cashier = staff("cashier", ["quotes:write", "orders:write", "orders:refund", "members:read", "members:write"]);
  expect(namesOf(cashier)).toEqual(["members", "settings"]);
  expect(isClosed("/", cashier)).toBe(true);
  expect(isClosed("/members/mem_1", cashier)).toBe(false);
  expect(isClosed("/import", cashier)).toBe(true);
});

test("programs approve nothing, and an address of no room is not closed", () => {
  const key: Who = { kind: "key", id: "key_1", name: "shop", scopes: ["all"] };
  expect(namesOf(key)).not.toContain("approvals");
  expect(namesOf(staff("owner", ["all"]))).toContain("approvals");
  expect(isClosed("/nothing", key)).toBe(false);
});

test("an address leads into a room, also below it", () => {
  expect(roomAt("/import")).toBe("import");
  expect(roomAt("/members/mem_1")).toBe("members");
  expect(roomAt("/membership")).toBeUndefined();
});
