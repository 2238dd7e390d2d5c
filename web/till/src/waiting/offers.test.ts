import { Problem } from "@tessera/shared/api";
import { expect, test } from "vitest";
import { offersOf } from "./offers.ts";

const LIN = { id: "stf_lin", name: "林小满" };
const ZHOU = { id: "stf_zhou", name: "周店长" };
const of = (status: string, may_decide: boolean, done = false) => ({ status, done, may_decide, asked_by: LIN });

test.each([
  ["who asked", of("waiting", false), undefined, LIN, ["changeOver", "withdraw"]],
  ["who may decide", of("waiting", true), undefined, ZHOU, ["approve", "reject"]],
  ["another who may not", of("waiting", false), undefined, ZHOU, ["changeOver"]],
  ["approved and broken off", of("approved", true), undefined, ZHOU, ["doNow"]],
  ["approved and broken off, for who asked", of("approved", false), undefined, LIN, ["changeOver"]],
  ["done", of("approved", false, true), undefined, ZHOU, []],
  ["not known to the server", undefined, new Problem(404, {}), LIN, ["changeOver", "settle"]],
  ["there or not, for somebody of another store", undefined, new Problem(404, {}), ZHOU, ["changeOver"]],
  ["without a right to look", undefined, new Problem(403, {}), LIN, ["changeOver"]],
  ["no answer", undefined, new Problem(0, {}), LIN, []],
  ["no answer since", of("waiting", true), new Problem(0, {}), ZHOU, ["approve", "reject"]],
])("%s", (_, approval, problem, hand, offers) => {
  expect(offersOf(approval, problem, hand, LIN)).toEqual(offers);
});

test("a slip of before, of which nobody knows who made it, may be settled by anybody", () => {
  expect(offersOf(undefined, new Problem(404, {}), ZHOU, undefined)).toEqual(["changeOver", "settle"]);
});
