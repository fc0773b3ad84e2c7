import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../vendor/signals.js";
import { Publications } from "../media/publications.js";
import { Keep } from "../protocol/keep.js";
import { Owner } from "../state/owner.js";
import { Visit } from "../state/visit.js";
import { fixture } from "./fixtures.js";

/** The server's end of a socket, played by the test: it says yes to everything. */
class PlayedSocket extends EventTarget {
  /** @type {PlayedSocket[]} */
  static all = [];
  readyState = 1;
  seq = 0;
  constructor() {
    super();
    PlayedSocket.all.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }
  /** @param {string} text */
  send(text) {
    const { id, command } = JSON.parse(text);
    queueMicrotask(() => this.says({ type: "done", id, outcome: this.answer(command) }));
  }
  /** @param {any} command */
  answer({ type }) {
    if (type === "join") return { ...fixture("outcome/joined.json").outcome, standing: "admitted" };
    return type === "resume" ? { type: "resumed", standing: "admitted", replayed: true } : { type: "done" };
  }
  close() {
    this.readyState = 3;
  }
  /** @param {any} message */
  says(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
  /** @param {string} name of an event's fixture */
  tells(name) {
    const { event } = fixture(`event/${name}.json`);
    // No place is encrypted to begin with.
    if (event.type === "welcome") event.place = fixture("event/placed.common_room.json").event.place;
    this.says({ type: "event", seq: (this.seq += 1), event });
  }
}

Object.assign(globalThis, {
  WebSocket: PlayedSocket,
  window: new EventTarget(),
  document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
  location: new URL("https://illat.example/"),
});
Object.defineProperty(globalThis, "navigator", { configurable: true, value: {} });

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a browser that cannot encrypt sends nothing as long as it is said to be in a group, whatever happens to its line", async (t) => {
  const owner = new Owner();
  t.after(() => owner.dispose());
  const voice = /** @type {any} */ ({ kind: "audio", readyState: "live" });
  const captures = /** @type {any} */ ({
    microphone: signal({ state: "on", track: voice }),
    camera: signal({ state: "off" }),
    start: async () => {},
    stop: () => {},
    track: (/** @type {string} */ kind) => (kind === "microphone" ? voice : null),
  });
  /** @type {any} */
  let sent = null;
  /** @type {Visit} */
  let visit;
  const publications = new Publications(owner, {
    captures,
    request: (command) => visit.request(command),
    send: (source, track) => source === "microphone" && (sent = track),
    refused: () => {},
    recovered: () => {},
    screenEnded: () => {},
  });
  const nothing = () => {};
  const parts = /** @type {any} */ ({
    keep: new Keep({ tab: undefined, browser: undefined }),
    notices: { say: nothing, add: nothing, settle: nothing },
    slots: {},
    line: { open: nothing, close: nothing, signallingBack: nothing },
    publications,
    deviceClass: "desktop",
    language: () => "fi",
    view: { wants: [], opened: nothing },
  });
  const ears = { waiting: nothing, admitted: nothing, over: nothing };
  publications.wish(["microphone"]);
  visit = new Visit(owner.child(), parts, ears, { evening: "e", token: "t", start: { token: "t", name: "Aino", business: null } });
  await settled();
  const [first] = PlayedSocket.all;
  first?.tells("welcome");
  await settled();
  assert.equal(sent, voice);
  first?.tells("placed");
  assert.equal(visit.confidence.value.type, "doubted");
  assert.equal(sent, null);

  first?.dispatchEvent(new Event("close"));
  const deadline = performance.now() + 3_000;
  while (visit.connection.peek().type !== "online" || PlayedSocket.all.length < 2) {
    assert.ok(performance.now() < deadline, "not back within 3 s");
    await settled();
  }
  await settled();
  assert.equal(sent, null, "a new line is no reason to believe it");
  const second = /** @type {PlayedSocket} */ (PlayedSocket.all[1]);
  second.seq = first?.seq ?? 0;
  second.tells("placed.common_room");
  assert.equal(visit.confidence.value.type, "open");
  assert.equal(sent, voice);
  owner.dispose();
  assert.equal(sent, null);
});
