import { expect, test } from "vitest";
import { changeOf, type Draft } from "./change.ts";

const draft = (typed: Partial<Draft["typed"]>, removed: Partial<Draft["removed"]> = {}): Draft => ({
  typed: { name: "", email: "", birthday: "", ...typed },
  removed: { name: false, email: false, birthday: false, ...removed },
});

test("what was left empty is not sent", () => {
  expect(changeOf(draft({ name: " 张三 ", email: "  " }))).toEqual({ name: "张三" });
});

test("what is removed is sent as null, whatever was typed before", () => {
  expect(changeOf(draft({ email: "a@b.cn" }, { email: true }))).toEqual({ email: null });
});

test("a draft that changes nothing is none", () => {
  expect(changeOf(draft({}))).toBeUndefined();
});
