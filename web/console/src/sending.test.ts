import { Problem } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { createSending, type Stamp } from "./sending.ts";

/** Keeps under which stamps something came, and answers in order; an error is thrown. */
function shop(...answers: unknown[]) {
  const seen: Stamp[] = [];
  const post = async (stamp: Stamp) => {
    seen.push(stamp);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { seen, post };
}

/** A clock that never says the same twice. */
function clock() {
  let at = Date.UTC(2026, 10, 22);
  return () => {
    at += 1000;
    return new Date(at);
  };
}

test.each([
  ["no answer", new TypeError("Failed to fetch")],
  ["an outcome that is not known", new Problem(503, { next: "retry_same_id" })],
  ["a right that is missing", new Problem(403, { next: "stop" })],
])("after %s the same goes once more, to the second", async (_, failure) => {
  const { seen, post } = shop(failure, "booked");
  const send = createSending("adj", clock());
  await expect(send(post)).rejects.toBe(failure);
  expect(await send(post)).toBe("booked");
  expect(seen[1]).toEqual(seen[0]);
});

test.each(["fix_new_id", "stop"])("what was refused (%s) and corrected goes under another id", async (next) => {
  const { seen, post } = shop(new Problem(409, { next }), "booked");
  const send = createSending("adj", clock());
  await expect(send(post)).rejects.toThrow();
  expect(await send(post)).toBe("booked");
  expect(seen[1]?.event_id).not.toBe(seen[0]?.event_id);
  expect(seen[0]?.event_id).toMatch(/^adj-[0-9a-f]{24}$/);
});

test.each([
  ["a form that is refused", new Problem(400, { code: "invalid-field", next: "fix_new_id" })],
  ["word that the one before was recorded", new Problem(422, { code: "event-id-reused", next: "fix_new_id" })],
])("after an answer that was lost, %s changes nothing: the one before may be booked", async (_, failure) => {
  const { seen, post } = shop(new TypeError("Failed to fetch"), failure, "booked");
  const send = createSending("adj", clock());
  await expect(send(post)).rejects.toThrow();
  await expect(send(post)).rejects.toThrow();
  expect(await send(post)).toBe("booked");
  expect(seen[2]).toEqual(seen[0]);
});
