import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Captures, troubleOf } from "../media/capture.js";
import { Owner } from "../state/owner.js";

class PlayedTrack extends EventTarget {
  readyState = "live";
  /** @param {string} kind */
  constructor(kind) {
    super();
    this.kind = kind;
    this.muted = muted;
    made.push(this);
  }
  stop() {
    this.readyState = "ended";
  }
  ends() {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }
}

/** @type {any[]} */
let questions;
/** @type {PlayedTrack[]} */
let made;
/** @type {(constraints: any) => string | null} the name of the error, if it fails */
let fails;
/** Whether what is captured is silent from its beginning. */
let muted = false;
const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.assign(globalThis, { document: page });
Object.defineProperty(globalThis, "navigator", {
  configurable: true,
  value: {
    mediaDevices: Object.assign(new EventTarget(), {
      /** @param {any} constraints */
      async getUserMedia(constraints) {
        questions.push(constraints);
        const name = fails(constraints);
        if (name) throw Object.assign(new Error(name), { name });
        const tracks = [constraints.audio && new PlayedTrack("audio"), constraints.video && new PlayedTrack("video")].filter(Boolean);
        const of = (/** @type {string} */ kind) => tracks.filter((track) => track.kind === kind);
        return { getAudioTracks: () => of("audio"), getVideoTracks: () => of("video") };
      },
    }),
  },
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
let chosen = { microphone: "", camera: "" };
const make = (owner = new Owner()) => new Captures(owner, () => chosen, false);

beforeEach(() => {
  questions = [];
  made = [];
  fails = () => null;
  muted = false;
  chosen = { microphone: "", camera: "" };
});

test("both devices are one question", async () => {
  const captures = make();
  await captures.start(["microphone", "camera"]);
  assert.equal(questions.length, 1);
  assert.equal(captures.microphone.value.state, "on");
  assert.equal(captures.camera.value.state, "on");
  await captures.start(["microphone", "camera"]);
  assert.equal(questions.length, 1, "what is captured is not asked for again");
});

test("a missing camera does not cost the voice", async () => {
  fails = ({ video }) => (video ? "NotFoundError" : null);
  const captures = make();
  await captures.start(["microphone", "camera"]);
  assert.equal(captures.microphone.value.state, "on");
  assert.equal(captures.camera.value.state, "missing");
});

test("each error has its state", () => {
  const named = (/** @type {string} */ name) => troubleOf(Object.assign(new Error(), { name }));
  assert.equal(named("NotAllowedError"), "denied");
  assert.equal(named("NotFoundError"), "missing");
  assert.equal(named("NotReadableError"), "busy");
  assert.equal(named("TypeError"), "failed");
  assert.equal(troubleOf("no error at all"), "failed");
});

test("a chosen device that is gone gives way to the default", async () => {
  chosen = { microphone: "gone", camera: "" };
  fails = ({ audio }) => (audio.deviceId ? "OverconstrainedError" : null);
  const captures = make();
  await captures.start(["microphone"]);
  assert.equal(questions.length, 2);
  assert.equal(captures.microphone.value.state, "on");
});

test("switched off before the answer came, the device is let go", async () => {
  const captures = make();
  const started = captures.start(["camera"]);
  captures.stop("camera");
  await started;
  assert.equal(captures.camera.value.state, "off");
});

test("a device that ends is captured again; one that goes on ending is lost", async () => {
  const captures = make();
  await captures.start(["microphone"]);
  const first = /** @type {any} */ (captures.track("microphone"));
  first.ends();
  await settled();
  const second = /** @type {any} */ (captures.track("microphone"));
  assert.notEqual(second, first);
  assert.equal(captures.microphone.value.state, "on");
  second.ends();
  await settled();
  assert.equal(captures.microphone.value.state, "lost");
});

test("a pulled device is lost, a withdrawn permission is denied", async () => {
  const pulled = make();
  await pulled.start(["camera"]);
  fails = () => "NotFoundError";
  /** @type {any} */ (pulled.track("camera")).ends();
  await settled();
  assert.equal(pulled.camera.value.state, "lost");
  fails = () => null;
  const withdrawn = make();
  await withdrawn.start(["camera"]);
  fails = () => "NotAllowedError";
  /** @type {any} */ (withdrawn.track("camera")).ends();
  await settled();
  assert.equal(withdrawn.camera.value.state, "denied");
});

test("a device that is lost is taken again when there is another one, without asking anybody", async () => {
  const captures = make();
  await captures.start(["microphone"]);
  /** @type {string[]} */
  const seen = [];
  captures.microphone.subscribe(({ state }) => seen.push(state));
  fails = () => "NotFoundError";
  /** @type {any} */ (captures.track("microphone")).ends();
  await settled();
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  await settled();
  fails = () => null;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  await settled();
  assert.deepEqual(seen, ["on", "lost", "on"]);
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  await settled();
  assert.deepEqual(seen, ["on", "lost", "on"], "what works is left alone");
});

test("a device that the system silences is interrupted until it speaks again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const captures = make();
  await captures.start(["microphone"]);
  const track = /** @type {any} */ (captures.track("microphone"));
  const mutes = (/** @type {boolean} */ muted) => {
    track.muted = muted;
    track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  };
  mutes(true);
  mutes(false);
  t.mock.timers.tick(600);
  assert.equal(captures.microphone.value.state, "on", "for a moment is nothing");
  mutes(true);
  t.mock.timers.tick(600);
  assert.equal(captures.microphone.value.state, "interrupted");
  assert.equal(captures.track("microphone"), null);
  mutes(false);
  assert.equal(captures.track("microphone"), track);
  mutes(true);
  t.mock.timers.tick(600);
  captures.stop("microphone");
  assert.equal(track.readyState, "ended");
});

test("a device that is silent from its beginning, as in a phone call, is interrupted, too", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const captures = make();
  muted = true;
  await captures.start(["microphone"]);
  t.mock.timers.tick(600);
  assert.equal(captures.microphone.value.state, "interrupted");
  const [track] = made;
  Object.assign(track ?? {}, { muted: false });
  track?.dispatchEvent(new Event("unmute"));
  assert.equal(captures.microphone.value.state, "on");
});

test("what was taken back while the browser asked is not asked for again", async () => {
  const captures = make();
  fails = ({ audio }) => (audio ? "NotFoundError" : null);
  const started = captures.start(["microphone", "camera"]);
  captures.stop("camera");
  await started;
  assert.deepEqual(questions.map(({ audio, video }) => [Boolean(audio), Boolean(video)]), [[true, true], [true, false]]);
  assert.equal(captures.camera.value.state, "off");
  assert.equal(captures.microphone.value.state, "missing");
});

test("a page that was asleep captures again what died meanwhile", async () => {
  const captures = make();
  await captures.start(["microphone"]);
  const first = /** @type {any} */ (captures.track("microphone"));
  first.muted = true;
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.notEqual(captures.track("microphone"), first);
  assert.equal(first.readyState, "ended");
});

test("the end of its owner lets the devices go", async () => {
  const owner = new Owner();
  const captures = make(owner);
  await captures.start(["microphone", "camera"]);
  const track = /** @type {any} */ (captures.track("camera"));
  owner.dispose();
  assert.equal(track.readyState, "ended");
});
