import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "../vendor/signals.js";
import { Publications } from "../media/publications.js";
import { Refused, unreachable } from "../protocol/problem.js";
import { Owner } from "../state/owner.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));
const voice = /** @type {any} */ ({ kind: "audio", readyState: "live" });
const face = /** @type {any} */ ({ kind: "video", readyState: "live" });

/** Devices that give what they are told to. */
class PlayedCaptures {
  microphone = signal(/** @type {any} */ ({ state: "off" }));
  camera = signal(/** @type {any} */ ({ state: "off" }));
  gives = /** @type {any} */ ({ microphone: { state: "on", track: voice }, camera: { state: "on", track: face } });
  /** @param {("microphone" | "camera")[]} kinds */
  async start(kinds) {
    for (const kind of kinds) if (this[kind].peek().state !== "on") this[kind].value = this.gives[kind];
  }
  /** @param {"microphone" | "camera"} kind */
  stop(kind) {
    this[kind].value = { state: "off" };
  }
  /** @param {"microphone" | "camera"} kind */
  track(kind) {
    return this[kind].peek().track ?? null;
  }
}

/** @type {PlayedCaptures} */
let captures;
/** @type {Publications} */
let publications;
/** @type {any[]} */
let asked;
/** @type {any[]} */
let refused;
/** @type {Record<string, any>} */
let sending;
/** @type {(() => Promise<any>) | null} */
let answer;

beforeEach(() => {
  captures = new PlayedCaptures();
  [asked, refused, sending, answer] = [[], [], {}, null];
  publications = new Publications(new Owner(), {
    captures: /** @type {any} */ (captures),
    request: async (/** @type {any} */ command) => {
      asked.push(`${command.source} ${command.on ? "on" : "off"}`);
      return answer?.();
    },
    send: (source, track) => (sending[source] = track),
    refused: (problem) => refused.push(problem.key),
    recovered: (key, device) => refused.push(`${key} ${device}`),
    screenEnded: () => {},
  });
});

test("a voice is sent only after the server said yes, and not at all after switching off", async () => {
  publications.opened(true, () => false);
  /** @type {(value?: any) => void} */
  let yes = () => {};
  answer = () => new Promise((resolve) => (yes = resolve));
  const done = publications.set("microphone", true);
  await settled();
  assert.equal(sending["microphone"], null);
  assert.equal(publications.sent("microphone").value, false);
  yes();
  assert.equal(await done, null);
  assert.equal(sending["microphone"], voice);
  assert.equal(publications.sent("microphone").value, true);
  answer = null;
  await publications.set("microphone", false);
  assert.equal(sending["microphone"], null);
  assert.equal(captures.microphone.value.state, "on", "switching on again asks no permission");
  assert.deepEqual(asked, ["microphone on", "microphone off"]);
});

test("a camera that is off is not captured", async () => {
  publications.opened(true, () => false);
  await publications.set("camera", true);
  assert.equal(sending["camera"], face);
  await publications.set("camera", false);
  assert.equal(captures.camera.value.state, "off");
});

test("a refusal is told, and nothing is sent", async () => {
  publications.opened(true, () => false);
  answer = () => Promise.reject(new Refused({ code: "floor_held", key: "reject-floor-held", params: {} }));
  const problem = await publications.set("microphone", true);
  assert.equal(problem?.code, "floor_held");
  assert.deepEqual(refused, ["reject-floor-held"]);
  assert.equal(publications.wished("microphone").value, false);
  assert.equal(sending["microphone"], null);
});

test("switched off by a moderator it is off, and stays off after a reconnection", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  publications.switchedOff("microphone", true);
  assert.equal(sending["microphone"], null);
  publications.closed();
  publications.opened(false, () => false);
  publications.opened(true, () => false);
  await settled();
  assert.deepEqual(asked, ["microphone on"]);
});

test("an older word of the server does not take back a wish that is on its way", async () => {
  publications.opened(true, () => false);
  /** @type {(value?: any) => void} */
  let yes = () => {};
  answer = () => new Promise((resolve) => (yes = resolve));
  const done = publications.set("microphone", true);
  await settled();
  publications.switchedOff("microphone", false);
  yes();
  await done;
  assert.equal(sending["microphone"], voice);
});

test("wished before the room, it is asked for when one is in and captured", async () => {
  publications.wish(["microphone"]);
  publications.opened(true, () => false);
  assert.deepEqual(asked, []);
  await captures.start(["microphone"]);
  await settled();
  assert.deepEqual(asked, ["microphone on"]);
  assert.equal(sending["microphone"], voice);
});

test("without signalling it goes on for the grace time, then nothing is sent until the room is back", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  publications.closed();
  assert.equal(sending["microphone"], voice);
  publications.silence();
  assert.equal(sending["microphone"], null);
  assert.equal(publications.sent("microphone").value, false);
  publications.opened(false, () => true);
  assert.equal(sending["microphone"], voice);
});

test("a restarted server is told anew; an unanswered wish is asked again", async () => {
  publications.opened(true, () => false);
  answer = () => Promise.reject(new Refused(unreachable));
  await publications.set("microphone", true);
  assert.deepEqual(refused, []);
  publications.closed();
  answer = null;
  publications.opened(false, () => false);
  await settled();
  assert.equal(sending["microphone"], voice);
  publications.opened(true, () => false);
  await settled();
  assert.deepEqual(asked, ["microphone on", "microphone on", "microphone on"]);
});

test("switched off while away, the server learns it when it is back", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  publications.closed();
  await publications.set("microphone", false);
  assert.deepEqual(asked, ["microphone on"]);
  publications.opened(false, (source) => source === "microphone");
  assert.deepEqual(asked, ["microphone on", "microphone off"]);
});

test("where the server says on and nothing is wished, it is told; a wish on its way is left alone", async () => {
  publications.opened(true, () => false);
  publications.saidOn("microphone");
  assert.deepEqual(asked, ["microphone off"]);
  answer = () => new Promise(() => {});
  void publications.set("microphone", true);
  await settled();
  publications.saidOn("microphone");
  publications.closed();
  publications.saidOn("camera");
  assert.deepEqual(asked, ["microphone off", "microphone on"]);
});

test("a device that fails is told with its name, and the server learns that nothing comes", async () => {
  publications.opened(true, () => false);
  await publications.set("camera", true);
  captures.camera.value = { state: "lost" };
  await settled();
  assert.deepEqual(refused, ["device-lost"]);
  assert.equal(sending["camera"], null);
  assert.deepEqual(asked, ["camera on", "camera off"]);
  captures.gives.microphone = { state: "denied" };
  assert.equal(await publications.set("microphone", true), null);
  assert.deepEqual(refused, ["device-lost", "device-denied"]);
  assert.equal(publications.wished("microphone").value, false);
});

test("a phone call: the others learn that nothing comes, and when it is over that it does again", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  const { track } = /** @type {any} */ (captures.microphone.value);
  captures.microphone.value = { state: "interrupted" };
  await settled();
  assert.equal(sending["microphone"], null);
  captures.microphone.value = { state: "lost" };
  await settled();
  assert.deepEqual([refused, publications.wished("microphone").value], [["device-interrupted"], true]);
  captures.microphone.value = { state: "on", track };
  await settled();
  assert.equal(sending["microphone"], track);
  assert.deepEqual(asked, ["microphone on", "microphone off", "microphone on"]);
  assert.deepEqual(refused, ["device-interrupted", "device-back microphone"]);
});

test("switched off during a phone call, it stays off afterwards", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  const { track } = /** @type {any} */ (captures.microphone.value);
  captures.microphone.value = { state: "interrupted" };
  await publications.set("microphone", false);
  captures.microphone.value = { state: "on", track };
  await settled();
  assert.equal(sending["microphone"], null);
  assert.equal(asked.at(-1), "microphone off");
  assert.deepEqual(refused, ["device-interrupted"]);
});

test("a phone call that also cut the line: the server learns that nothing comes as soon as it is there again", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  const { track } = /** @type {any} */ (captures.microphone.value);
  publications.closed();
  captures.microphone.value = { state: "interrupted" };
  assert.deepEqual(asked, ["microphone on"], "nobody to tell");
  publications.opened(false, (source) => source === "microphone");
  await settled();
  assert.deepEqual(asked, ["microphone on", "microphone off"]);
  captures.microphone.value = { state: "on", track };
  await settled();
  assert.deepEqual(asked, ["microphone on", "microphone off", "microphone on"]);
  assert.equal(sending["microphone"], track);
});

test("a device that went before the server's yes was heard is not left on there", async () => {
  publications.opened(true, () => false);
  answer = () => Promise.reject(new Refused(unreachable));
  await publications.set("microphone", true);
  publications.closed();
  captures.microphone.value = { state: "interrupted" };
  answer = null;
  publications.opened(false, () => false);
  assert.deepEqual(asked, ["microphone on"]);
  publications.saidOn("microphone");
  assert.deepEqual(asked, ["microphone on", "microphone off"], "it had heard the wish after all");
});

test("in doubt about the keys nothing is sent, also on the next socket and in the next room", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  publications.doubt(true);
  assert.equal(sending["microphone"], null);
  assert.equal(publications.sent("microphone").value, false);
  publications.closed();
  publications.opened(false, () => true);
  assert.equal(sending["microphone"], null);
  publications.opened(true, () => false);
  await settled();
  assert.equal(sending["microphone"], null);
  publications.doubt(false);
  assert.equal(sending["microphone"], voice);
  assert.equal(publications.sent("microphone").value, true);
});

/** A screen as the browser gives it. */
function aScreen() {
  const picture = Object.assign(new EventTarget(), { kind: "video", contentHint: "", readyState: "live" });
  const track = /** @type {any} */ (Object.assign(picture, { stop: () => (picture.readyState = "ended") }));
  return { track, stream: { getTracks: () => [track], getVideoTracks: () => [track], getAudioTracks: () => [] } };
}

/** The browser's question which screen to share; it stays open until it is answered. */
function screenQuestions() {
  /** @type {((stream: any) => void)[]} */
  const questions = [];
  const getDisplayMedia = () => new Promise((resolve) => questions.push(resolve));
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { mediaDevices: { getDisplayMedia } } });
  return questions;
}

test("a screen that is chosen after one has left is let go, and not shared in the next room", async () => {
  const questions = screenQuestions();
  publications.opened(true, () => false);
  const done = publications.setScreen(true);
  assert.equal(publications.choosingScreen.value, true);
  publications.reset();
  assert.equal(publications.choosingScreen.value, false);
  const { track, stream } = aScreen();
  questions[0]?.(stream);
  assert.equal(await done, null);
  assert.equal(track.readyState, "ended");
  assert.equal(publications.screen.value, null);
  publications.opened(true, () => false);
  await settled();
  assert.deepEqual(asked, []);
  assert.equal(sending["screen"], null);
});

test("a second press while the browser asks which screen starts no second capture; one that takes it back holds", async () => {
  const questions = screenQuestions();
  publications.opened(true, () => false);
  const first = publications.setScreen(true);
  await publications.setScreen(true);
  assert.equal(questions.length, 1);
  await publications.setScreen(false);
  await publications.setScreen(true);
  assert.equal(questions.length, 1, "the question is still open");
  const shown = aScreen();
  questions[0]?.(shown.stream);
  assert.equal(await first, null);
  assert.equal(sending["screen"], shown.track);
  assert.deepEqual(asked, ["screen on"]);
  await publications.setScreen(false);
  const second = publications.setScreen(true);
  await publications.setScreen(false);
  const unwished = aScreen();
  questions[1]?.(unwished.stream);
  await second;
  assert.equal(unwished.track.readyState, "ended");
  assert.equal(sending["screen"], null);
  assert.deepEqual(asked, ["screen on", "screen off"]);
});

test("out of the room nothing is wished or sent", async () => {
  publications.opened(true, () => false);
  await publications.set("microphone", true);
  publications.reset();
  assert.equal(sending["microphone"], null);
  publications.opened(true, () => false);
  await settled();
  assert.deepEqual(asked, ["microphone on"]);
});
