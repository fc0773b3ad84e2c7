import assert from "node:assert/strict";
import { test } from "node:test";
import { WakeLock } from "../media/wake.js";
import { Owner } from "../state/owner.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Locks that the system has given. @type {{ released: boolean, release: () => Promise<void> }[]} */
const locks = [];
const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.assign(globalThis, { document: page });
const wakeLock = {
  async request() {
    const lock = { released: false, release: async () => void (lock.released = true) };
    locks.push(lock);
    return lock;
  },
};
Object.defineProperty(globalThis, "navigator", { configurable: true, value: { wakeLock } });
const awake = () => locks.filter(({ released }) => !released).length;

test("the screen stays awake in the room and falls asleep after it, however often it was asked for at once", async () => {
  const wake = new WakeLock(new Owner());
  wake.want(true);
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(locks.length, 2);
  assert.equal(awake(), 1);
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(locks.length, 2, "what is held is not asked for");
  wake.want(false);
  await settled();
  assert.equal(awake(), 0);
});

test("who left before the answer keeps nothing awake", async () => {
  const wake = new WakeLock(new Owner());
  wake.want(true);
  wake.want(false);
  await settled();
  assert.equal(awake(), 0);
});
