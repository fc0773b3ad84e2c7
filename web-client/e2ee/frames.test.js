import assert from "node:assert/strict";
import { test } from "node:test";
import { concat } from "./bytes.js";
import { Frames, clearLength } from "./frames.js";
import { together } from "./redundant.js";
import { decodeHeader } from "./sframe.js";

const baseKey = new Uint8Array(16).fill(7);
const kid = 7n * 4096n + 3n;
const voice = Uint8Array.from({ length: 80 }, (_, at) => (at * 7 + 0x78) & 0xff);
const key = Uint8Array.from({ length: 900 }, (_, at) => (at === 0 ? 0x10 : at & 0xff));
const delta = Uint8Array.from({ length: 300 }, (_, at) => (at === 0 ? 0x11 : at & 0xff));
/** @type {["audio" | "video", Uint8Array<ArrayBuffer>, number][]} */
const kinds = [["audio", voice, 1], ["video", key, 10], ["video", delta, 3]];

async function pair() {
  const [sender, receiver] = [new Frames(), new Frames()];
  await sender.sealWith(kid, baseKey);
  receiver.setMode("sealed");
  await receiver.openWith(kid, baseKey);
  return { sender, receiver };
}

test("frames come out as they went in, and what the server needs stays readable", async () => {
  const { sender, receiver } = await pair();
  for (const [kind, frame, clear] of kinds) {
    assert.equal(clearLength(kind, frame), clear);
    const sealed = await sender.seal(kind, frame);
    assert.ok(sealed);
    assert.deepEqual(sealed.subarray(0, clear), frame.subarray(0, clear));
    assert.equal(decodeHeader(sealed.subarray(clear))?.kid, kid);
    assert.deepEqual(await receiver.open(kind, sealed), frame);
  }
  assert.deepEqual(sender.counts, { sealed: 3, withheld: 0, plain: 0, opened: 0, unopened: 0 });
});

test("the readable bytes cannot be changed either", async () => {
  const { sender, receiver } = await pair();
  for (const [kind, frame] of kinds) {
    const sealed = await sender.seal(kind, frame);
    assert.ok(sealed);
    for (const at of [0, 20, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      assert.equal(await receiver.open(kind, changed), null);
    }
  }
  assert.equal(receiver.counts.opened, 0);
});

test("nothing goes out and nothing is shown without a key", async () => {
  const frames = new Frames();
  for (const [kind, frame] of kinds) {
    assert.equal(await frames.seal(kind, frame), null);
    assert.equal(await frames.open(kind, frame), null);
  }
  frames.setMode("sealed");
  assert.equal(await frames.seal("audio", voice), null);
  assert.equal(frames.counts.withheld, 4);
  const { sender, receiver } = await pair();
  assert.equal(await receiver.open("audio", voice), null, "in the clear among sealed ones");
  await sender.stop();
  assert.equal(await sender.seal("audio", voice), null);
  sender.setMode("sealed");
  assert.equal(await sender.seal("audio", voice), null, "an old key is not taken up again");
});

test("a stop holds against a key that was still on its way, and a frame that was being sealed", async () => {
  const frames = new Frames();
  void frames.sealWith(kid, baseKey);
  await frames.stop();
  assert.equal(await frames.seal("audio", voice), null);
  const { sender } = await pair();
  const sealing = sender.seal("audio", voice);
  void sender.stop();
  assert.equal(await sealing, null);
});

test("where nothing is encrypted frames pass, but not the last ones of an encrypted place", async () => {
  const { sender, receiver } = await pair();
  const late = await sender.seal("audio", voice);
  assert.ok(late);
  const lifted = receiver.lift();
  assert.equal(await receiver.seal("audio", voice), null, "nothing goes out while it waits for what was told before");
  await lifted;
  assert.equal(await receiver.open("audio", late), null, "it would be noise");
  assert.deepEqual(await receiver.open("audio", voice), voice);
  assert.deepEqual(await receiver.seal("audio", voice), voice);
  assert.equal(receiver.counts.plain, 1);
  void receiver.sealWith(kid, new Uint8Array(16).fill(9));
  await receiver.lift();
  assert.deepEqual(await receiver.seal("audio", voice), voice, "a key that was on its way is for elsewhere");
  await receiver.stop();
  assert.equal(await receiver.seal("audio", voice), null, "and back: closed at once");
});

test("who has the keys of an earlier epoch only opens nothing of the next", async () => {
  const { sender, receiver } = await pair();
  await sender.sealWith(kid + 4096n, new Uint8Array(16).fill(8));
  const sealed = await sender.seal("video", key);
  assert.ok(sealed);
  assert.equal(await receiver.open("video", sealed), null);
  await receiver.openWith(kid + 4096n, new Uint8Array(16).fill(8));
  assert.deepEqual(await receiver.open("video", sealed), key);
  await receiver.forgetBefore(8n * 4096n);
  const { sender: old } = await pair();
  const late = await old.seal("video", key);
  assert.ok(late);
  assert.equal(await receiver.open("video", late), null);
});

test("one counter for all tracks and layers: no nonce twice", async () => {
  const { sender } = await pair();
  const sealed = await Promise.all(Array.from({ length: 200 }, (_, at) => sender.seal(at % 2 ? "audio" : "video", at % 2 ? voice : delta)));
  const counters = sealed.map((frame, at) => decodeHeader((frame ?? concat()).subarray(at % 2 ? 1 : 3))?.counter);
  assert.equal(new Set(counters).size, 200);
});

test("what is forwarded correlates with the source at chance level", async () => {
  const { sender } = await pair();
  let [same, bits] = [0, 0];
  for (let round = 0; round < 60; round += 1) {
    const sealed = await sender.seal("video", key);
    assert.ok(sealed);
    const header = decodeHeader(sealed.subarray(10))?.length ?? 0;
    for (let at = 10; at < key.length; at += 1) {
      const differs = (key[at] ?? 0) ^ (sealed[at + header] ?? 0);
      for (let bit = 0; bit < 8; bit += 1) same += (differs >> bit) & 1 ? 0 : 1;
      bits += 8;
    }
  }
  // Five standard deviations of a fair coin.
  assert.ok(Math.abs(same / bits - 0.5) < 2.5 / Math.sqrt(bits), String(same / bits));
});

test("of several sounds in one those come out that open, and none without the last", async () => {
  const { sender, receiver } = await pair();
  const [first, second] = [await sender.seal("audio", voice), await sender.seal("audio", voice.slice(0, 40))];
  assert.ok(first && second);
  const block = (/** @type {typeof voice} */ data) => ({ type: 111, offset: 960, data });
  const several = together({ earlier: [block(voice), block(first)], type: 111, data: second });
  assert.deepEqual(await receiver.open("audio", several), together({ earlier: [block(voice)], type: 111, data: voice.slice(0, 40) }));
  assert.equal(await receiver.open("audio", together({ earlier: [block(first)], type: 111, data: voice })), null);
  assert.equal(await receiver.open("video", several), null);
  // Late packets of an encrypted place are noise elsewhere.
  receiver.setMode("plain");
  assert.equal(await receiver.open("audio", several), null);
});
