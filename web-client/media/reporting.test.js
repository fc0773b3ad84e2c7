import assert from "node:assert/strict";
import { test } from "node:test";
import { Reporting } from "./reporting.js";

/** @returns {import("../state/types.js").Measurements} */
const measured = (lossIn = 0, frozenMs = 0) => ({ roundTripMs: 40, lossIn, lossOut: 0, bitsIn: 900_000, bitsOut: 100_400, concealed: 0.002, frozenMs, path: "udp" });

test("five measurements make one report, and a line that was lost begins anew", () => {
  /** @type {unknown[]} */
  const sent = [];
  const reporting = new Reporting((report) => sent.push(report));
  for (let count = 0; count < 4; count += 1) reporting.take(measured());
  reporting.take(null);
  for (let count = 0; count < 4; count += 1) reporting.take(measured(0.1, 200));
  assert.deepEqual(sent, []);
  reporting.take({ ...measured(0.1), roundTripMs: null, path: "relay" });
  assert.deepEqual(sent, [
    { round_trip_ms: 40, lost_in: 100, lost_out: 0, received_kbps: 900, sent_kbps: 100, concealed: 2, frozen_ms: 800, path: "relay" },
  ]);
});

test("what a browser tells wrongly stays within what the server takes", () => {
  /** @type {any[]} */
  const sent = [];
  const reporting = new Reporting((report) => sent.push(report));
  for (let count = 0; count < 5; count += 1) reporting.take({ ...measured(7, 1e9), roundTripMs: 1e9, bitsIn: 1e12 });
  assert.deepEqual([sent[0].lost_in, sent[0].frozen_ms, sent[0].round_trip_ms, sent[0].received_kbps], [1000, 960_000, 65_535, 1_000_000]);
});
