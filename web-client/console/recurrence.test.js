import assert from "node:assert/strict";
import test from "node:test";
import { firstDates, nameOf, ruleOf, wayOf, waysFrom } from "./recurrence.js";

test("a date offers what people mean by it", () => {
  assert.deepEqual(waysFrom("2026-12-01").map((way) => ruleOf(way)), ["FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU"]);
  assert.deepEqual(waysFrom("2026-12-29").map(nameOf), ["weekly", "biweekly", "monthly--1"], "a fifth Tuesday is the last one");
  assert.deepEqual(waysFrom("2027-02-23").map(nameOf), ["weekly", "biweekly", "monthly-4", "monthly--1"], "a fourth one may be the last");
  assert.deepEqual(waysFrom(""), []);
});

test("a rule is read back into the same words, with its end", () => {
  for (const date of ["2026-12-01", "2026-12-29", "2027-02-23"]) {
    for (const way of waysFrom(date)) assert.deepEqual(wayOf(ruleOf(way, "2027-06-30")), { way, until: "2027-06-30" });
  }
  assert.deepEqual(wayOf("RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630T205959Z"), { way: { kind: "weekly", weekday: "TH" }, until: "2027-06-30" });
});

test("a rule that has no everyday words is kept as it is", () => {
  for (const rrule of ["FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=13", "FREQ=WEEKLY;BYDAY=TU;COUNT=5", "FREQ=YEARLY"]) {
    const { way } = wayOf(rrule);
    assert.deepEqual(way, { kind: "other", rrule });
    assert.equal(ruleOf(way), rrule);
  }
});

test("the first dates of each way", () => {
  const dates = (/** @type {string} */ rrule, /** @type {string} */ from, until = "") => firstDates(wayOf(rrule).way, from, until, 4);
  assert.deepEqual(dates("FREQ=WEEKLY;BYDAY=TU", "2026-12-01"), ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]);
  assert.deepEqual(dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-12-06"), ["2026-12-06", "2026-12-20", "2027-01-03", "2027-01-17"]);
  assert.deepEqual(dates("FREQ=MONTHLY;BYDAY=1TU", "2026-12-01"), ["2026-12-01", "2027-01-05", "2027-02-02", "2027-03-02"]);
  assert.deepEqual(dates("FREQ=MONTHLY;BYDAY=-1TU", "2026-12-29"), ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]);
  assert.deepEqual(dates("FREQ=WEEKLY;BYDAY=TU", "2026-12-01", "2026-12-10"), ["2026-12-01", "2026-12-08"]);
});
