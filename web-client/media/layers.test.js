import assert from "node:assert/strict";
import { test } from "node:test";
import { Layers } from "./layers.js";

/** A sender that, as browsers do, refuses parameters that were not read since the last change. */
function sender() {
  let encodings = ["q", "h", "f"].map((rid) => ({ rid, active: true }));
  let transaction = 0;
  let changes = 0;
  return {
    getParameters: () => ({ transactionId: String((transaction += 1)), encodings: structuredClone(encodings) }),
    /** @param {any} parameters */
    async setParameters(parameters) {
      const current = String(transaction);
      await Promise.resolve();
      if (parameters.transactionId !== current) throw new DOMException("changed meanwhile", "InvalidStateError");
      encodings = parameters.encodings;
      changes += 1;
    },
    active: () => encodings.filter(({ active }) => active).map(({ rid }) => rid),
    changes: () => changes,
  };
}

test("the smallest layers are sent, as many as are looked at", async () => {
  const one = sender();
  const layers = new Layers();
  await layers.set(/** @type {any} */ (one), 1);
  assert.deepEqual(one.active(), ["q"]);
  await Promise.all([3, 0, 2].map((count) => layers.set(/** @type {any} */ (one), count)));
  assert.deepEqual(one.active(), ["q", "h"], "changes in a row do not spoil each other");
  assert.equal(one.changes(), 4);
  await layers.set(/** @type {any} */ (one), 2);
  assert.equal(one.changes(), 4, "nothing to change");
});
