import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Confidence } from "../state/confidence.js";

/** What the pages' workers were told. @type {any[]} */
let told = [];
const { Worker: before } = /** @type {any} */ (globalThis);

beforeEach(() => {
  told = [];
  // The browser's worker is not in Node: what goes to it is the subject here.
  /** @type {any} */ (globalThis).Worker = class extends EventTarget {
    /** @param {any} order */
    postMessage(order) {
      told.push(order);
    }
    terminate() {}
  };
});
afterEach(() => {
  /** @type {any} */ (globalThis).Worker = before;
});

/** @param {boolean} encrypted @returns {any} */
const room = (encrypted) => ({ evening: { encrypted }, you: "01935a5e-8e00-7000-8000-000000000001" });

test("an evening that is not encrypted has no guard", () => {
  const confidence = new Confidence(() => {});
  assert.equal(confidence.guard(room(false)), null);
  assert.equal(confidence.state.value.type, "open");
});

test("what was encrypted stays so, whatever the server says later", () => {
  const confidence = new Confidence(() => {});
  const guard = confidence.guard(room(true));
  assert.ok(guard);
  assert.deepEqual(told[0], { type: "mode", mode: "closed" });
  confidence.forget();
  assert.equal(confidence.guard(room(false)), guard);
  assert.equal(told.some(({ type, mode }) => type === "mode" && mode !== "closed"), false);
  confidence.dispose();
});

test("after a welcome all keys are forgotten", () => {
  const confidence = new Confidence(() => {});
  confidence.guard(room(true));
  confidence.forget();
  assert.deepEqual(told.at(-1), { type: "forget_before", kid: String(2n ** 64n) });
  confidence.dispose();
});
