/**
 * The slips of this till. Each is written down before it is sent, under an event id of its own, and sent in the order of writing until the server
 * has answered: a till that is closed in between sends it again as it opens. The server counts an event id once, so a retry never counts twice.
 */
import { createActs } from "./acts.ts";
import { createSender } from "./sending.ts";
import { createSlips } from "./slips.ts";
import type { Surroundings } from "./surroundings.ts";

export type Queue = ReturnType<typeof createQueue>;

export function createQueue(around: Surroundings) {
  const slips = createSlips(around);
  const { load, add, find, list, listen } = slips;
  return { load, add, find, list, listen, ...createSender(around, slips), ...createActs(around, slips) };
}
