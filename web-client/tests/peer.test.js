import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Guard } from "../e2ee/guard.js";
import { Peer } from "../media/peer.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A browser's peer connection of which the test says what arrives. */
class PlayedConnection extends EventTarget {
  connectionState = "new";
  iceConnectionState = "new";
  localDescription = { sdp: "" };
  /** Bytes that have arrived on the way in use. */
  received = 0;
  /** @type {any[]} */
  senders = [];
  /** @type {any[]} */
  offers = [];

  /** @param {any} _kind @param {any} init */
  addTransceiver(_kind, { sendEncodings = [] }) {
    const encodings = sendEncodings.map((/** @type {any} */ encoding) => ({ ...encoding, active: true }));
    const sender = {
      async replaceTrack() {},
      getParameters: () => ({ encodings: encodings.map((/** @type {any} */ encoding) => ({ ...encoding })) }),
      setParameters: async (/** @type {any} */ parameters) => void encodings.splice(0, encodings.length, ...parameters.encodings),
    };
    this.senders.push(sender);
    return { sender, receiver: {}, mid: String(this.senders.length) };
  }
  /** @param {any} options */
  async createOffer(options) {
    this.offers.push(options);
    return { type: "offer", sdp: "" };
  }
  async setLocalDescription() {}
  async setRemoteDescription() {}
  async getStats() {
    return new Map([["transport", { id: "transport", type: "transport", bytesReceived: this.received }]]);
  }
  close() {
    this.connectionState = "closed";
  }
  /** @param {string} ice @param {string} whole */
  becomes(ice, whole) {
    this.iceConnectionState = ice;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
    this.connectionState = whole;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}

const globals = /** @type {any} */ (globalThis);
/** @type {PlayedConnection} */
let connection;
Object.assign(globals, {
  window: new EventTarget(),
  RTCRtpReceiver: {},
  RTCPeerConnection: class extends PlayedConnection {
    constructor() {
      super();
      connection = this;
    }
  },
});
Object.defineProperty(globalThis, "navigator", { configurable: true, value: {} });

let now = 0;
/** What the line was told. @type {string[]} */
let told;
/** @type {any[]} */
let asked;
/** @type {Peer} */
let peer;

beforeEach((t) => {
  const { mock } = /** @type {import("node:test").TestContext} */ (t);
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  now = 0;
  mock.method(performance, "now", () => now);
  [told, asked] = [[], []];
  tick = (milliseconds) => mock.timers.tick(milliseconds);
});
afterEach((t) => {
  peer.dispose();
  /** @type {import("node:test").TestContext} */ (t).mock.reset();
});
/** @type {(milliseconds: number) => void} */
let tick = () => {};

/** @param {any} [guard] @param {() => Promise<any>} [answer] */
function open(guard = null, answer = async () => ({ type: "media_answer", sdp: "" })) {
  return new Peer({
    deviceClass: "desktop",
    slots: { audio: 1, video: 1 },
    iceServers: [],
    guard,
    request: (command) => {
      asked.push(command.type);
      return answer();
    },
    offered: () => {},
    opened: () => {},
    changed: (state) => told.push(state),
    measured: () => {},
    broken: () => told.push("broken"),
  });
}

/** @param {number} seconds @param {() => void} [each] */
async function pass(seconds, each = () => {}) {
  for (let second = 0; second < seconds; second += 1) {
    each();
    now += 1_000;
    tick(1_000);
    await settled();
  }
}

async function connected() {
  peer = open();
  await settled();
  connection.becomes("connected", "connected");
  await pass(3, () => (connection.received += 100));
  assert.deepEqual(told, ["connected"]);
}

test("a way on which nothing comes any more is noticed, whatever the browser says of it", async () => {
  await connected();
  await pass(4);
  assert.deepEqual(told, ["connected"], "not every lull is a standstill");
  await pass(2);
  assert.deepEqual(told, ["connected", "reconnecting"]);
  assert.deepEqual(asked, ["media_offer", "media_restart"]);
});

test("after a restart nothing is connected before something has come", async () => {
  await connected();
  await pass(6);
  // The browser forgets the way that is dead.
  connection.received = 20;
  await pass(3);
  assert.deepEqual(told, ["connected", "reconnecting"]);
  await pass(2, () => (connection.received += 100));
  assert.deepEqual(told, ["connected", "reconnecting", "connected"]);
  await pass(20, () => (connection.received += 100));
  assert.deepEqual(told, ["connected", "reconnecting", "connected"]);
});

test("a restart that brought nothing back is given up for a new connection in time", async () => {
  await connected();
  await pass(6);
  assert.deepEqual(told, ["connected", "reconnecting"]);
  await pass(8);
  assert.deepEqual(told, ["connected", "reconnecting", "broken"]);
});

test("when ICE is lost, the older word about the whole connection is not believed", async () => {
  await connected();
  connection.iceConnectionState = "disconnected";
  connection.dispatchEvent(new Event("iceconnectionstatechange"));
  await pass(3);
  assert.deepEqual(asked, ["media_offer", "media_restart"]);
});

test("what the server says of layers before it has answered is about the connection before", async () => {
  /** @type {(value: any) => void} */
  let yes = () => {};
  peer = open(null, () => new Promise((resolve) => (yes = resolve)));
  await settled();
  const layers = () => connection.senders[1].getParameters().encodings.filter((/** @type {any} */ { active }) => active).length;
  peer.needs("camera", 0);
  await settled();
  assert.equal(layers(), 3);
  yes({ type: "media_answer", sdp: "" });
  await settled();
  peer.needs("camera", 1);
  await settled();
  assert.equal(layers(), 1);
});

test("a voice is let out once its line is known to go through the guard, and a connection that has ended waits for nothing", async () => {
  /** @type {string[]} */
  const lines = [];
  globals.RTCRtpScriptTransform = class {
    /** @param {any} _worker @param {{ name: string }} line */
    constructor(_worker, { name }) {
      lines.push(name);
    }
  };
  /** @type {any} */
  let worker;
  globals.Worker = class extends EventTarget {
    constructor() {
      super();
      worker = this;
    }
    postMessage() {}
    terminate() {}
  };
  const guard = new Guard();
  const speaks = (/** @type {string | undefined} */ line) =>
    worker.dispatchEvent(new MessageEvent("message", { data: { type: "led", line } }));
  peer = open(guard);
  const heard = /** @type {any} */ ({ enabled: true });
  peer.send("microphone", heard);
  assert.equal(heard.enabled, false);
  speaks(lines[0]);
  assert.equal(heard.enabled, true);
  peer.dispose();
  const before = lines.length;
  peer = open(guard);
  const late = /** @type {any} */ ({ enabled: true });
  peer.send("microphone", late);
  peer.dispose();
  speaks(lines[before]);
  assert.equal(late.enabled, false);
  guard.dispose();
  delete globals.RTCRtpScriptTransform;
  delete globals.Worker;
});
