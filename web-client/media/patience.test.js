import assert from "node:assert/strict";
import { test } from "node:test";
import { countedOf, patienceOf, withAnother } from "./patience.js";

/** A second of each, one after the other. @param {{ came?: number, lost?: number, asked?: number, invented?: number, another?: boolean }[]} seconds packets, of samples 48,000 */
function after(seconds) {
  const sums = { packetsReceived: 0, packetsLost: 0, nackCount: 0, totalSamplesReceived: 0, concealedSamples: 500, silentConcealedSamples: 500 };
  let patience = patienceOf(countedOf(sums), undefined, 0);
  for (const [index, { lost = 0, came = 50 - lost, asked = 0, invented = 0, another = false }] of seconds.entries()) {
    sums.packetsReceived += came;
    sums.packetsLost += lost;
    sums.nackCount += asked;
    sums.totalSamplesReceived += 48_000;
    sums.concealedSamples += invented;
    patience = patienceOf(countedOf(sums), another ? withAnother(patience) : patience, (index + 1) * 1_000);
  }
  return patience.until - seconds.length * 1_000;
}

const calm = Array.from({ length: 30 }, () => ({}));

test("what comes late is waited for where every twentieth packet is lost, or asked for again, or a voice is invented", () => {
  const ten = (/** @type {{}} */ second) => Array.from({ length: 10 }, () => second);
  assert.ok(after(calm) <= 0);
  assert.equal(after(ten({ lost: 3 })), 20_000);
  assert.equal(after(ten({ asked: 3 })), 20_000);
  assert.equal(after(ten({ invented: 600 })), 20_000);
  assert.ok(after([...ten({ lost: 3 }), ...calm]) <= 0, "but not for ever");
});

test("one bad moment is no bad line", () => {
  assert.ok(after([...calm, { lost: 2 }, {}]) <= 0);
});

test("a sound that ends is no lost one, however often it begins again", () => {
  const muted = { came: 0, invented: 0 };
  const speaks = [{}, {}, {}, { came: 20, invented: 9_000 }, { ...muted, invented: 2_000 }, muted, muted];
  assert.ok(after([...speaks, ...speaks, ...speaks, {}, {}]) <= 0, "one who is muted and speaks again");
  const shares = [{}, {}, { another: true, invented: 9_000 }, {}];
  assert.ok(after([...shares, ...shares, ...shares, {}]) <= 0, "another one in the slot, looked at only once it has begun");
});
