import assert from "node:assert/strict";
import { test } from "node:test";
import { bufferOf, targetOf } from "./lips.js";

test("a buffer is told by what it did since the last look", () => {
  const first = bufferOf({ delay: 10, emitted: 100 }, undefined);
  assert.equal(first.held, null);
  const second = bufferOf({ delay: 20, emitted: 200 }, first);
  assert.equal(second.held, 100);
  const third = bufferOf({ delay: 40, emitted: 300 }, second);
  assert.equal(third.held, 130);
  assert.equal(bufferOf({ delay: 40, emitted: 300 }, third).held, 130, "silence tells nothing");
});

test("a picture is held as long as the sound, but not for a trifle and not for ever", () => {
  assert.equal(targetOf(150, 0), 150);
  assert.equal(targetOf(150, 140), null);
  assert.equal(targetOf(20, 0), null);
  assert.equal(targetOf(20, 150), 20);
  assert.equal(targetOf(9_000, 0), 500);
});
