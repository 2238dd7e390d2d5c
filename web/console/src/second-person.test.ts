import { expect, test } from "vitest";
import { hasSecond } from "./second-person.ts";

const owner = { id: "stf_1", role: "owner", status: "active", store: null } as const;
const deciding = ["owner", "operator", "store_manager"];

test("nobody approves alone, nor does who may not, is gone, or belongs to one store", () => {
  expect(hasSecond([owner], deciding, owner.id)).toBe(false);
  const other = { ...owner, id: "stf_2", role: "operator" } as const;
  expect(hasSecond([owner, other], deciding, owner.id)).toBe(true);
  expect(hasSecond([owner, { ...other, role: "cashier" }], deciding, owner.id)).toBe(false);
  expect(hasSecond([owner, { ...other, status: "invited" }], deciding, owner.id)).toBe(false);
  expect(hasSecond([owner, { ...other, store: "sh-01" }], deciding, owner.id)).toBe(false);
});
