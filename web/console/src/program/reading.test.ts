import { expect, test } from "vitest";
import { inForce, namesOf, type Version } from "./reading.ts";

const version = (number: number, starts_at: string): Version => ({
  version: number,
  starts_at,
  published_at: starts_at,
  published_by: "demo",
});

test("the version in force is the last that has started", () => {
  const versions = [
    version(3, "2027-01-01T00:00:00Z"),
    version(1, "2026-01-01T00:00:00Z"),
    version(2, "2026-06-01T00:00:00Z"),
  ];
  const at = (instant: string) => inForce(versions, Date.parse(instant))?.version;
  expect(at("2026-05-31T23:59:59Z")).toBe(1);
  expect(at("2026-06-01T00:00:00Z")).toBe(2);
  expect(at("2025-01-01T00:00:00Z")).toBeUndefined();
  expect(inForce(undefined)).toBeUndefined();
});

test("a name stands for itself where the program cannot be read", () => {
  const names = namesOf(undefined);
  expect(names.wallet("points")).toEqual({ label: "points", decimals: 0 });
  expect(names.rule("base")).toBe("base");
});
