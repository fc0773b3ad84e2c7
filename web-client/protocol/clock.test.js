import assert from "node:assert/strict";
import { test } from "node:test";
import { serverNow, setClockBy } from "./clock.js";

test("a clock that is off does not matter", () => {
  assert.ok(Math.abs(serverNow() - Date.now()) < 50, "before anything was said");
  setClockBy(new Response(null, { headers: { date: new Date(Date.now() + 300_000).toUTCString() } }));
  assert.ok(Math.abs(serverNow() - Date.now() - 300_000) <= 1_000);
  setClockBy(new Response(null));
  assert.ok(serverNow() - Date.now() > 200_000, "an answer without a date says nothing");
});
