import assert from "node:assert/strict";
import test from "node:test";
import { bestFit, lastRowStart, pagesOf } from "./grid.js";

test("every count fits into phone and desktop boxes, with a usable shape", () => {
  for (const [width, height] of [[374, 720], [1256, 660], [860, 660], [1896, 940], [700, 260]]) {
    for (let count = 1; count <= 25; count += 1) {
      const { columns, rows, width: w, height: h } = bestFit(count, width ?? 0, height ?? 0, 8);
      assert.ok(columns * rows >= count);
      assert.ok(columns * w + 8 * (columns - 1) <= (width ?? 0) + 1, `${count} tiles are too wide`);
      assert.ok(rows * h + 8 * (rows - 1) <= (height ?? 0) + 1, `${count} tiles are too high`);
      assert.ok(w / h <= 16 / 9 + 0.1 && w / h >= 3 / 4 - 0.05, `${count} tiles of ${w} x ${h}`);
    }
  }
});

test("three people stand two and one on a wide screen, one below the other on a phone", () => {
  assert.equal(bestFit(3, 1256, 660, 8).columns, 2);
  assert.equal(bestFit(3, 374, 720, 8).columns, 1);
});

test("a box without room gives tiles without size, not an endless search", () => {
  assert.deepEqual(bestFit(4, 0, 0, 8), { columns: 1, rows: 4, width: 0, height: 0 });
});

test("the last row stands in the middle", () => {
  assert.deepEqual([0, 1, 2].map((index) => lastRowStart(3, 2, index)), [undefined, undefined, 2]);
  assert.deepEqual([0, 1, 2, 3].map((index) => lastRowStart(4, 2, index)), [undefined, undefined, undefined, undefined]);
  assert.equal(lastRowStart(5, 3, 3), 2);
});

test("pages hold everybody once, in order", () => {
  const people = Array.from({ length: 25 }, (_, index) => index);
  assert.deepEqual(pagesOf(people, 10).map((page) => page.length), [10, 10, 5]);
  assert.deepEqual(pagesOf(people, 10).flat(), people);
  assert.deepEqual(pagesOf([], 10), [[]]);
});
