import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOf, minutesAndSeconds } from "./countdown.js";

test("what is left is shown in whole seconds, the begun one too, and never less than none", () => {
  assert.deepEqual(minutesAndSeconds(300_000), { minutes: 5, seconds: "00" });
  assert.deepEqual(minutesAndSeconds(61_200), { minutes: 1, seconds: "02" });
  assert.deepEqual(minutesAndSeconds(-1), { minutes: 0, seconds: "00" });
});

test("five minutes begin at five minutes, wherever the clocks differ a little, and a minute more is a minute more", () => {
  assert.equal(leftOf(300_240, 300_000), 300_000);
  assert.equal(leftOf(299_900, 300_000), 299_900);
  assert.equal(leftOf(359_000, 300_000), 359_000);
  assert.equal(leftOf(500, 0), 500, "where the whole is not known");
});
