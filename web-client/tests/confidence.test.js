import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Confidence } from "../state/confidence.js";
import { unsupported } from "../state/place.js";

/** What the pages' workers were told. @type {any[]} */
let told = /** @type {any[]} */ ([]);
const globals = /** @type {any} */ (globalThis);
const { Worker: before, RTCRtpScriptTransform: transformBefore } = globals;

beforeEach(() => {
  told = /** @type {any[]} */ ([]);
  // The browser's worker is not in Node: what goes to it is the subject here.
  globals.Worker = class extends EventTarget {
    /** @param {any} order */
    postMessage(order) {
      told.push(order);
      if (order.type === "stop") queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { type: "stopped" } })));
    }
    terminate() {}
  };
  globals.RTCRtpScriptTransform = class {};
});
afterEach(() => {
  globals.Worker = before;
  globals.RTCRtpScriptTransform = transformBefore;
});

const you = "01935a5e-8e00-7000-8000-000000000001";
const groupId = "01935a5e-8e00-7000-8000-0000000000aa";

/** @param {boolean} encrypted @param {string | null} [group] @returns {any} */
function room(encrypted, group = null) {
  const place = { ...unsupported.place, group: group && { name: { id: group, number: 1, topic: null } } };
  return { evening: { encrypted }, you, support: { ...unsupported, place } };
}

const welcome = /** @type {any} */ ({ type: "welcome" });
const placed = /** @type {any} */ ({ type: "placed" });
/** @param {Confidence} of */
const state = (of) => String(of.state.value.type);
const types = () => told.map(({ type }) => type);

/** @param {any} scope @returns {any} */
const epochOf = (scope) => ({ type: "key_epoch", epoch: { scope, epoch: 3, members: [{ participant: you, sender: 0 }], prompt: "join" } });

test("a browser that cannot encrypt has no guard where none is needed", () => {
  globals.RTCRtpScriptTransform = undefined;
  const confidence = new Confidence(() => {});
  assert.equal(confidence.guard(room(false)), null);
  confidence.hear(room(false), welcome);
  assert.equal(state(confidence), "open");
});

test("a server that puts a page into a group where it cannot encrypt is not believed", () => {
  globals.RTCRtpScriptTransform = undefined;
  const confidence = new Confidence(() => {});
  confidence.hear(room(false, groupId), placed);
  assert.equal(state(confidence), "doubted");
  confidence.hear(room(false), placed);
  assert.equal(state(confidence), "open", "where nothing is said to be private there is nothing to doubt");
  confidence.hear(room(false, groupId), welcome);
  assert.equal(state(confidence), "doubted", "a welcome into a group is a move, too");
});

test("in a common room frames pass; in a group nothing does before there is a key", async () => {
  /** @type {any[]} */
  const said = [];
  const confidence = new Confidence((command) => said.push(command));
  assert.ok(confidence.guard(room(false)));
  confidence.hear(room(false), welcome);
  assert.equal(types().filter((type) => type !== "forget_before").at(-1), "lift");
  assert.equal(state(confidence), "open");

  told = /** @type {any[]} */ ([]);
  confidence.hear(room(false, groupId), placed);
  assert.ok(types().includes("stop") && !types().includes("lift"));
  assert.equal(state(confidence), "agreeing");
  confidence.hear(room(false, groupId), epochOf({ type: "evening" }));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(said, [], "a key for all is none for the group");

  told = /** @type {any[]} */ ([]);
  confidence.hear(room(false, groupId), placed);
  assert.equal(told.length, 0, "still there: nothing is interrupted");
  confidence.hear(room(false), placed);
  assert.equal(types().filter((type) => type !== "forget_before").at(-1), "lift");
  assert.equal(state(confidence), "open");
  confidence.dispose();
});

test("what was encrypted stays so, whatever the server says later", () => {
  const confidence = new Confidence(() => {});
  const guard = confidence.guard(room(true));
  assert.ok(guard);
  confidence.hear(room(true), welcome);
  assert.equal(state(confidence), "agreeing");
  confidence.forget();
  assert.equal(confidence.guard(room(false)), guard);
  confidence.hear(room(false), welcome);
  confidence.hear(room(false, groupId), placed);
  confidence.hear(room(false), placed);
  assert.equal(types().includes("lift"), false);
  confidence.dispose();
});

test("after a welcome all keys are forgotten", () => {
  const confidence = new Confidence(() => {});
  confidence.guard(room(true));
  confidence.forget();
  assert.deepEqual(told.at(-1), { type: "forget_before", kid: String(2n ** 64n) });
  confidence.dispose();
});
