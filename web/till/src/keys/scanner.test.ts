import { expect, test } from "vitest";
import { createBurst } from "./scanner.ts";

function typed(text: string, pause: number, enter = pause) {
  const burst = createBurst();
  let at = 0;
  for (const key of text) {
    burst.take(key, at);
    at += pause;
  }
  return burst.take("Enter", at - pause + enter);
}

test("what comes faster than hands, and ends with Enter, was scanned", () => {
  expect(typed("880012345674", 8)).toBe("880012345674");
  expect(typed("K7Q4M-261122-0042", 20)).toBe("K7Q4M-261122-0042");
  // One key that came late does not spoil it.
  const burst = createBurst();
  [..."69012345"].forEach((key, at) => {
    burst.take(key, at * 10 + (at > 3 ? 80 : 0));
  });
  expect(burst.take("Enter", 160)).toBe("69012345");
});

test("hands are no scanner, nor is a short text, nor one whose Enter comes late", () => {
  expect(typed("880012345674", 90)).toBeUndefined();
  expect(typed("12.5", 5)).toBeUndefined();
  expect(typed("880012345674", 8, 200)).toBeUndefined();
});

test("what was typed before a scan is no part of it", () => {
  const burst = createBurst();
  burst.take("9", 0);
  let at = 500;
  for (const key of "88001234") {
    burst.take(key, at);
    at += 5;
  }
  expect(burst.take("Enter", at)).toBe("88001234");
});

test("a scanner's Shift is no letter", () => {
  const burst = createBurst();
  let at = 0;
  for (const key of ["Shift", "K", "7", "Q", "4", "M", "-", "2", "6", "1"]) {
    burst.take(key, at);
    at += 5;
  }
  expect(burst.take("Enter", at)).toBe("K7Q4M-261");
});
