import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { waitAsTold, waitBefore } from "../protocol/backoff.js";
import { Session } from "../protocol/session.js";
import { Socket } from "../protocol/socket.js";
import { fixture } from "./fixtures.js";

/** The other end of a socket, played by the test. */
class PlayedSocket extends EventTarget {
  /** @type {PlayedSocket[]} */
  static all = [];
  readyState = 0;
  /** @type {any[]} */
  sent = [];

  /** @param {string} _url @param {string[]} protocols */
  constructor(_url, protocols) {
    super();
    this.protocols = protocols;
    PlayedSocket.all.push(this);
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  /** @param {any} message */
  says(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
  drops() {
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }
  static get last() {
    return /** @type {PlayedSocket} */ (PlayedSocket.all.at(-1));
  }
}

const details = { token: "t", name: "Aino", business: null };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @param {() => boolean} condition */
async function until(condition) {
  const deadline = performance.now() + 3_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, "not within 3 s");
    await settled();
  }
}

/** @type {Session[]} */
const sessions = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  PlayedSocket.all = [];
});

/** @param {any} [start] */
function begin(start = details) {
  /** @type {any[]} */
  const heard = [];
  /** @type {any[]} */
  const kept = [];
  const session = new Session(
    {
      url: "ws://test",
      deviceClass: "desktop",
      joinCommand: ({ name }) => /** @type {any} */ ({ type: "join", name }),
      sign: () => ({ type: "view", wants: [] }),
      keep: (value) => kept.push(value),
      random: () => 0,
      Kind: /** @type {any} */ (PlayedSocket),
    },
    {
      standing: (standing, how) => heard.push(["standing", standing, how]),
      event: (event, fresh) => heard.push([event.type, fresh]),
      live: (live) => heard.push([live.type]),
      away: (restarting, attempt) => heard.push(["away", restarting, attempt]),
      over: (problem, joining) => heard.push(["over", problem.code, joining]),
      failing: () => heard.push(["failing"]),
    },
    start,
  );
  sessions.push(session);
  return { session, heard, kept };
}

const joined = (standing = "admitted") => ({
  type: "done",
  id: 1,
  outcome: { ...fixture("outcome/joined.json").outcome, standing },
});
const resumed = (/** @type {boolean} */ replayed) => ({
  type: "done",
  id: 1,
  outcome: { type: "resumed", standing: "admitted", replayed },
});
const event = (/** @type {number} */ seq, type = "hands") => ({ type: "event", seq, event: { type, queue: [] } });

async function enter() {
  const played = begin();
  PlayedSocket.last.opens();
  assert.deepEqual(PlayedSocket.last.protocols, ["koronailta.v1"]);
  PlayedSocket.last.says(joined());
  await settled();
  return played;
}

test("the first word is the join, and what it gave is kept", async () => {
  const { heard, kept } = await enter();
  assert.deepEqual(PlayedSocket.last.sent, [{ id: 1, command: { type: "join", name: "Aino" } }]);
  assert.deepEqual(heard, [["standing", "admitted", "joined"]]);
  assert.equal(kept[0].details, details);
  assert.match(kept[0].secret, /^5f/);
});

test("a new socket resumes with the last number seen; an event comes once", async () => {
  const { heard } = await enter();
  const first = PlayedSocket.last;
  for (const seq of [1, 2, 2, 3, 1]) first.says(event(seq));
  first.drops();
  await until(() => PlayedSocket.all.length === 2);
  PlayedSocket.last.opens();
  assert.equal(PlayedSocket.last.sent[0].command.type, "resume");
  assert.equal(PlayedSocket.last.sent[0].command.last_seq, 3);
  PlayedSocket.last.says(resumed(true));
  await settled();
  PlayedSocket.last.says(event(3));
  PlayedSocket.last.says(event(4));
  await settled();
  const hands = heard.filter(([what]) => what === "hands");
  assert.equal(hands.length, 4);
  assert.deepEqual(heard.filter(([what]) => what === "standing").at(-1), ["standing", "admitted", "replayed"]);
});

test("a server that knows no replay welcomes anew, with whatever numbers", async () => {
  const { heard } = await enter();
  PlayedSocket.last.says(event(7));
  PlayedSocket.last.drops();
  await until(() => PlayedSocket.all.length === 2);
  PlayedSocket.last.opens();
  PlayedSocket.last.says(resumed(false));
  await settled();
  PlayedSocket.last.says(event(1, "welcome"));
  PlayedSocket.last.says(event(2));
  assert.deepEqual(heard.slice(-3), [["standing", "admitted", "anew"], ["welcome", true], ["hands", true]]);
});

test("a reloaded page resumes from the beginning and is not told old news", async () => {
  const { heard } = begin({ participant: "p", secret: "s", details });
  PlayedSocket.last.opens();
  assert.equal(PlayedSocket.last.sent[0].command.last_seq, 0);
  PlayedSocket.last.says(resumed(true));
  await settled();
  PlayedSocket.last.says(event(1, "welcome"));
  await settled();
  const sign = PlayedSocket.last.sent[1];
  assert.equal(sign.command.type, "view");
  PlayedSocket.last.says({ type: "done", id: sign.id, outcome: { type: "nothing" } });
  await settled();
  PlayedSocket.last.says(event(2));
  assert.deepEqual(heard.slice(-2), [["welcome", false], ["hands", true]]);
});

test("an unknown session is joined anew once, by itself", async () => {
  const { heard, kept } = begin({ participant: "p", secret: "s", details });
  PlayedSocket.last.opens();
  PlayedSocket.last.says({ type: "rejected", id: 1, rejection: { code: "session_unknown", key: "reject-session-unknown" } });
  await until(() => PlayedSocket.all.length === 2);
  assert.equal(kept.at(-1), null);
  PlayedSocket.last.opens();
  assert.equal(PlayedSocket.last.sent[0].command.type, "join");
  PlayedSocket.last.says({ type: "rejected", id: 1, rejection: { code: "room_full", key: "reject-room-full", params: { max: 3 } } });
  await settled();
  assert.deepEqual(heard.at(-1), ["over", "room_full", false]);
});

test("a refused join is over without having been in", async () => {
  const { heard } = begin();
  PlayedSocket.last.opens();
  PlayedSocket.last.says({ type: "rejected", id: 1, rejection: fixture("server/rejected.json").rejection });
  await settled();
  assert.deepEqual(heard, [["over", "name_too_long", true]]);
});

test("the server says when to come back, or not to", async () => {
  const { heard } = await enter();
  PlayedSocket.last.says({ ...fixture("server/closing.come_back.json"), retry_ms: 1 });
  assert.deepEqual(heard.at(-1), ["away", true, 1]);
  await until(() => PlayedSocket.all.length === 2);
  PlayedSocket.last.opens();
  PlayedSocket.last.says(resumed(true));
  await settled();
  PlayedSocket.last.says(fixture("server/closing.json"));
  assert.deepEqual(heard.at(-1), ["over", "removed", false]);
});

test("unanswered commands are refused when the socket is lost", async () => {
  const { session } = await enter();
  const asked = session.request({ type: "hand_raise" });
  PlayedSocket.last.drops();
  await assert.rejects(asked, (/** @type {any} */ refused) => refused.problem.code === "unreachable");
  await assert.rejects(session.request({ type: "hand_raise" }));
});

/** Time passes as the test says. */
function playedTime() {
  let now = performance.now();
  mock.method(performance, "now", () => now);
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  return (/** @type {number} */ milliseconds) => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      now += 100;
      mock.timers.tick(100);
    }
  };
}

test("a server that takes the connection and says nothing is not waited for", async () => {
  const pass = playedTime();
  try {
    const { heard } = begin({ participant: "p", secret: "s", details });
    PlayedSocket.last.opens();
    pass(4_900);
    assert.equal(heard.length, 0);
    pass(700);
    assert.deepEqual(heard, [["away", false, 1]]);
    pass(200);
    assert.equal(PlayedSocket.all.length, 2, "and is asked again");
    PlayedSocket.last.opens();
    PlayedSocket.last.says(resumed(true));
    await settled();
    PlayedSocket.last.says({ type: "done", id: 2, outcome: { type: "nothing" } });
    pass(2_900);
    PlayedSocket.last.says(event(1));
    pass(2_900);
    assert.equal(heard.filter(([what]) => what === "away").length, 1, "who speaks is heard out");
  } finally {
    mock.reset();
    mock.timers.reset();
  }
});

test("woken up before the first answer, it waits no longer than for any sign of life", () => {
  const pass = playedTime();
  let lost = 0;
  const socket = new Socket("ws://test", { opened: () => {}, heard: () => {}, lost: () => (lost += 1), sign: () => null }, /** @type {any} */ (PlayedSocket));
  try {
    PlayedSocket.last.opens();
    pass(500);
    socket.doubt();
    pass(1_900);
    assert.equal(lost, 0);
    pass(700);
    assert.equal(lost, 1);
  } finally {
    socket.close();
    mock.reset();
    mock.timers.reset();
  }
});

test("every third failed attempt somebody asks why", async () => {
  const { heard } = await enter();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    PlayedSocket.last.drops();
    const sockets = PlayedSocket.all.length;
    await until(() => PlayedSocket.all.length > sockets);
  }
  assert.equal(heard.filter(([what]) => what === "failing").length, 1);
});

test("waits grow, and never beyond two seconds", () => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    assert.ok(waitBefore(attempt, 1) <= 2_000);
    assert.ok(waitBefore(attempt, 0) >= 50);
  }
  assert.ok(waitBefore(0, 1) < waitBefore(3, 0));
  assert.ok(waitAsTold(500, 0) >= 500);
});
