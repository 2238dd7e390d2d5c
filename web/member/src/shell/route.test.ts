import { expect, test } from "vitest";
import { placeOf } from "./route.ts";

test("an address below /m/ is a place, with or without a slash at its end", () => {
  expect(placeOf("/m/")).toBe("");
  expect(placeOf("/m/history")).toBe("history");
  expect(placeOf("/m/me/profile/")).toBe("me/profile");
});

test("any other address is the card", () => {
  expect(placeOf("/m")).toBe("");
  expect(placeOf("/console/members")).toBe("");
});
