import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "../vendor/signals.js";
import { Core } from "../state/core.js";
import { nowhere } from "../state/room.js";

/** Cameras and microphones that another program holds, by id; empty is the browser's default. */
const busy = new Set([""]);
/** @type {any[]} */
let tracks = [];

class PlayedTrack extends EventTarget {
  readyState = "live";
  muted = false;
  label = "";
  /** @param {string} kind */
  constructor(kind) {
    super();
    this.kind = kind;
    tracks.push(this);
  }
  stop() {
    this.readyState = "ended";
  }
}

const mediaDevices = Object.assign(new EventTarget(), {
  enumerateDevices: async () => [],
  /** @param {any} constraints */
  async getUserMedia({ audio, video }) {
    for (const wanted of [audio, video]) {
      if (wanted && busy.has(wanted.deviceId?.exact ?? "")) throw Object.assign(new Error(), { name: "NotReadableError" });
    }
    const made = [audio && new PlayedTrack("audio"), video && new PlayedTrack("video")].filter(Boolean);
    return { getAudioTracks: () => made.filter(({ kind }) => kind === "audio"), getVideoTracks: () => made.filter(({ kind }) => kind === "video") };
  },
});
Object.assign(globalThis, {
  document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
  window: new EventTarget(),
  location: new URL("https://illat.example/"),
  screen: { width: 1920, height: 1080 },
  matchMedia: () => ({ matches: false }),
});
Object.defineProperty(globalThis, "navigator", { configurable: true, value: { mediaDevices } });

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Aino's page in the room. @type {Core} */
let aino;
/** @type {string[]} */
let asked;

beforeEach(() => {
  tracks = [];
  asked = [];
  aino = new Core({ language: signal("fi"), setLanguage: async () => {} });
  const connection = signal({ type: "online" });
  const request = async (/** @type {any} */ command) => {
    if (command.type === "publish") asked.push(`${command.source} ${command.on ? "on" : "off"}`);
  };
  aino.visit.value = /** @type {any} */ ({ room: signal(nowhere), connection, request });
  aino.phase.value = { type: "room" };
  aino.publications.opened(true, () => false);
});

/** A device that did not come, and what the server was told of it. @param {"camera" | "microphone"} kind */
async function tries(kind) {
  await aino.dispatch({ type: `set_${kind}`, on: true });
  assert.equal(aino[kind].value.state, "busy");
  assert.deepEqual(asked, [`${kind} off`]);
  asked.length = 0;
}

const burning = () => tracks.filter(({ kind, readyState }) => kind === "video" && readyState === "live").length;

test("another camera is chosen because the first is busy: it is sent, not only captured", async () => {
  await tries("camera");
  await aino.dispatch({ type: "choose_device", kind: "camera", id: "another" });
  await settled();
  assert.equal(burning(), 1);
  assert.deepEqual(asked, ["camera on"]);
  assert.equal(aino.publications.sent("camera").value, true);
  aino.owner.dispose();
});

test("a camera that was switched off since stays dark when another one is chosen", async () => {
  await tries("camera");
  await tries("microphone");
  aino.declined.value = { microphone: true, camera: true };
  await aino.dispatch({ type: "choose_device", kind: "camera", id: "another" });
  await aino.dispatch({ type: "choose_device", kind: "microphone", id: "another" });
  await settled();
  assert.equal(burning(), 0);
  assert.equal(aino.camera.value.state, "without");
  assert.deepEqual(asked, []);
  aino.owner.dispose();
});

test("another microphone is chosen because the first is busy: it is sent", async () => {
  await tries("microphone");
  await aino.dispatch({ type: "choose_device", kind: "microphone", id: "another" });
  await settled();
  assert.deepEqual(asked, ["microphone on"]);
  aino.owner.dispose();
});
