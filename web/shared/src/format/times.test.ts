import { expect, test } from "vitest";
import { birthdayInWords, clock, day, dayInWords, daysBetween, instantOf, time, zoneInWords } from "./times.ts";

test("an instant is shown by the shop's clocks", () => {
  expect(time("2026-03-01T16:00:00Z", "Asia/Shanghai")).toBe("2026-03-02 00:00");
  expect(day("2026-03-01T15:59:59Z", "Asia/Shanghai")).toBe("2026-03-01");
  expect(clock("2026-07-01T12:00:00Z", "Europe/Berlin")).toBe("14:00");
});

test.each([
  ["2026-03-01T18:22", "Asia/Shanghai", "2026-03-01T18:22:00+08:00"],
  ["2026-01-15T00:00", "America/New_York", "2026-01-15T00:00:00-05:00"],
  ["2026-07-15T00:00", "America/New_York", "2026-07-15T00:00:00-04:00"],
  ["2026-06-01T12:00", "Asia/Kolkata", "2026-06-01T12:00:00+05:30"],
  // Clocks go from 02:00 to 03:00.
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T03:30:00+02:00"],
])("%s in %s is %s", (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
});

test("days are counted by the calendar", () => {
  expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
  expect(daysBetween("2026-03-01", "2026-02-28")).toBe(-1);
});

test("a day is said in words", () => {
  expect(dayInWords("2027-09-14", "zh")).toBe("2027年9月14日");
  expect(dayInWords("2027-09-01", "en")).toBe("1 September 2027");
});

test.each([
  ["****-07-**", "7月", "July"],
  ["--08-15", "8月15日", "15 August"],
  ["--02-29", "2月29日", "29 February"],
  ["1991-08-15", "1991-08-15", "1991-08-15"],
  ["****", "****", "****"],
])("the birthday %s is said %s, %s", (text, zh, en) => {
  expect([birthdayInWords(text, "zh"), birthdayInWords(text, "en")]).toEqual([zh, en]);
});

test("the zone of China has a name in Chinese", () => {
  expect(zoneInWords("Asia/Shanghai", "zh")).toBe("北京时间");
  expect(zoneInWords("Asia/Shanghai", "en")).toBe("China Standard Time");
  expect(zoneInWords("America/New_York", "zh")).toBe("北美东部时间");
  expect(zoneInWords("UTC", "zh")).toBe("UTC");
  expect(zoneInWords("Mars/Olympus", "zh")).toBe("Mars/Olympus");
});
