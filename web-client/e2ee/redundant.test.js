import assert from "node:assert/strict";
import { test } from "node:test";
import { taken, together } from "./redundant.js";

/** RFC 2198 §3: F and payload type, 14 bits of offset (960), 10 bits of length (2); the last header; the blocks. */
const wrapped = Uint8Array.of(0x80 | 111, 0x0f, 0x00, 0x02, 111, 1, 1, 2, 2, 2);

test("several in one are taken apart and put together again", () => {
  const packets = taken(wrapped);
  assert.deepEqual(packets, { earlier: [{ type: 111, offset: 960, data: Uint8Array.of(1, 1) }], type: 111, data: Uint8Array.of(2, 2, 2) });
  assert.ok(packets);
  assert.deepEqual(together(packets), wrapped);
  assert.deepEqual(taken(Uint8Array.of(111, 5)), { earlier: [], type: 111, data: Uint8Array.of(5) });
});

test("what cannot be several in one is not", () => {
  for (const broken of [[], [111], [0x80 | 111], [0x80 | 111, 0x0f, 0, 2], [0x80 | 111, 0x0f, 0, 2, 111, 1, 1], new Array(40).fill(0xff)]) {
    assert.equal(taken(Uint8Array.from(broken)), null, String(broken));
  }
});
