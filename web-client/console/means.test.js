import assert from "node:assert/strict";
import { test } from "node:test";
import { mean, pieces } from "./means.js";

test("a mean is of those who gave a grade", () => {
  assert.equal(mean([0, 0, 1, 0, 3]), 4.5);
  assert.equal(mean([0, 0, 0, 0, 0]), null);
  assert.equal(mean(null), null, "too few to be told");
});

test("an evening that tells nothing leaves a gap, and the best grade is on top", () => {
  const box = { width: 120, height: 60, inset: 10 };
  assert.deepEqual(pieces([5, 1, null, 3], box), [[{ x: 10, y: 10 }, { x: 10 + 100 / 3, y: 50 }], [{ x: 110, y: 30 }]]);
  assert.deepEqual(pieces([3], box), [[{ x: 60, y: 30 }]]);
  assert.deepEqual(pieces([], box), []);
});
