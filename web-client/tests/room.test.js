import assert from "node:assert/strict";
import { test } from "node:test";
import { maySpeak, merged, nowhere, ownSource, reduce, withOlder } from "../state/room.js";
import { noticeOf, saidOf, settledIn } from "../state/says.js";
import { fixture, fixtures } from "./fixtures.js";

const welcome = fixture("event/welcome.json").event;
const here = reduce(nowhere, welcome);
const [biret, aino] = [welcome.roster[0].id, welcome.roster[1].id];

test("every event of the protocol is taken, before and after the welcome", () => {
  for (const { name, message } of fixtures("event")) {
    for (const room of [nowhere, here]) {
      const after = reduce(room, message.event);
      assert.ok(Array.isArray(after.roster), name);
      noticeOf(room, after, message.event);
      saidOf(room, after, message.event);
    }
  }
});

test("what this page does not know changes nothing", () => {
  assert.equal(reduce(here, /** @type {any} */ ({ type: "levitated" })), here);
});

test("a welcome replaces everything known", () => {
  const again = reduce({ ...here, hands: [aino], locked: true }, { ...welcome, hands: [], chat: [] });
  assert.deepEqual(again.hands, []);
  assert.equal(again.locked, false);
  assert.deepEqual(again.messages, []);
  assert.equal(again.you, biret);
  assert.ok(again.permissions.has("keep_door"));
});

test("people keep their places, newcomers come last", () => {
  const cilla = { ...welcome.roster[1], id: "cilla", name: "Cilla" };
  const three = reduce(here, { type: "participant_joined", participant: cilla });
  assert.deepEqual(three.roster.map(({ id }) => id), [biret, aino, "cilla"]);
  const muted = reduce(three, { type: "participant_updated", participant: { ...welcome.roster[1], microphone: "off" } });
  assert.deepEqual(muted.roster.map(({ id }) => id), [biret, aino, "cilla"]);
  assert.equal(muted.roster[1]?.microphone, "off");
  assert.equal(muted.hands, three.hands, "what did not change keeps its identity");
  const two = reduce(muted, { type: "participant_left", participant: aino, reason: "quiet" });
  assert.deepEqual(two.roster.map(({ id }) => id), [biret, "cilla"]);
});

test("a message stands once, in the order of the evening, however often it comes", () => {
  const [first] = welcome.chat;
  const posted = (/** @type {number} */ chat_seq, id = `m${chat_seq}`) => ({ ...first, id, chat_seq, text: `${chat_seq}` });
  const add = (/** @type {any} */ room, /** @type {any} */ message) => reduce(room, { type: "chat_posted", message });
  const room = [posted(14), posted(13), posted(14), posted(20)].reduce(add, here);
  assert.deepEqual(room.messages.map((/** @type {any} */ message) => message.chat_seq), [12, 13, 14, 20]);
});

test("older messages come before, and do not undo what happened since", () => {
  const deleted = reduce(here, { type: "chat_deleted", message: welcome.chat[0].id, by_author: true });
  const old = { ...welcome.chat[0], id: "old", chat_seq: 3 };
  const room = withOlder(deleted, { type: "chat_page", messages: [old, welcome.chat[0]], earlier: false });
  assert.deepEqual(room.messages.map(({ chat_seq, deleted: gone }) => [chat_seq, gone]), [[3, false], [12, true]]);
  assert.equal(room.messages[1]?.text, "");
  assert.equal(room.earlier, false);
});

test("reactions replace the earlier ones", () => {
  const room = reduce(here, { type: "chat_reactions", message: welcome.chat[0].id, reactions: { hug: [aino] } });
  assert.deepEqual(room.messages[0]?.reactions, { hug: [aino] });
});

test("who waits is listed once and goes with the knock", () => {
  const entry = { ...welcome.lobby[0], participant: "cilla" };
  const twice = reduce(reduce(here, { type: "knocked", entry }), { type: "knocked", entry });
  assert.deepEqual(twice.lobby.map(({ participant }) => participant), [aino, "cilla"]);
  const gone = reduce(twice, { type: "knock_gone", participant: "cilla", reason: "left" });
  assert.deepEqual(gone.lobby.map(({ participant }) => participant), [aino]);
});

test("one may speak when permitted, not blocked, and the floor is open or given", () => {
  const as = (/** @type {string} */ you, /** @type {any} */ change = {}) => reduce(nowhere, { ...welcome, you, ...change });
  const participant = { permissions: ["speak"] };
  assert.equal(maySpeak(nowhere), false);
  assert.equal(maySpeak(as(biret)), true, "may speak over the floor");
  assert.equal(maySpeak(as(aino, participant)), true, "the floor was given");
  const held = { ...participant, floor: { type: "held", by: biret, speakers: [] } };
  assert.equal(maySpeak(as(aino, held)), false);
  assert.equal(maySpeak(as(aino, { ...held, floor: { type: "open" } })), true);
  const blocked = { ...welcome.roster[1], microphone: "blocked" };
  const room = as(aino, { ...participant, roster: [welcome.roster[0], blocked] });
  assert.equal(ownSource(room, "microphone"), "blocked");
  assert.equal(maySpeak(room), false);
});

test("a held floor is told as such, a block as a block", () => {
  const before = reduce(nowhere, { ...welcome, you: aino, permissions: ["speak"], floor: { type: "open" } });
  const event = /** @type {import("../protocol/types.js").Event} */ ({ type: "floor_changed", floor: { type: "held", by: biret, speakers: [] } });
  const held = reduce(before, event);
  assert.equal(noticeOf(before, held, event)?.key, "notice-floor-taken");
  assert.deepEqual(settledIn(held), [], "it holds as long as the floor is held");
  assert.deepEqual(settledIn(reduce(held, { type: "floor_changed", floor: { type: "open" } })), ["notice-floor-taken"]);
  const muted = /** @type {const} */ ({ type: "muted", source: "microphone", enforced: true });
  assert.equal(noticeOf(held, held, muted), null);
  const blocked = reduce(held, { type: "participant_updated", participant: { ...welcome.roster[1], microphone: "blocked" } });
  assert.equal(noticeOf(blocked, blocked, muted)?.key, "notice-blocked-microphone");
  assert.equal(noticeOf(held, held, { ...muted, enforced: false })?.key, "notice-muted-microphone");
  assert.equal(noticeOf(held, held, { ...muted, source: "screen_audio" }), null);
});

test("another role is told once, a mere welcome is not", () => {
  assert.equal(noticeOf(nowhere, here, welcome), null);
  assert.equal(noticeOf(here, here, welcome), null);
  const demoted = { ...welcome, roster: [{ ...welcome.roster[0], role: "advisor" }, welcome.roster[1]] };
  assert.deepEqual(noticeOf(here, reduce(here, demoted), demoted)?.params, { role: "advisor" });
});

test("by ear one knows what came onto the stage, what left it, and when it is one's own", () => {
  const shown = (/** @type {string} */ name) => fixture(`event/stage_changed.${name}json`).event;
  const empty = shown("empty.");
  const said = (/** @type {any} */ first, /** @type {any} */ then) => {
    const before = reduce(here, first);
    return saidOf(before, reduce(before, then), then)?.key ?? null;
  };
  assert.equal(said(shown(""), empty), "said-stage-over", "somebody's screen");
  for (const made of ["slides.", "card.", "timer.", "poll.", "business."]) assert.equal(said(shown(made), empty), "said-stage-empty", made);
  assert.equal(said(empty, empty), null);
  const mine = { ...shown(""), stage: { ...shown("").stage, offered_to: here.you } };
  assert.equal(said(shown(""), mine), "said-stage-offered");
  assert.equal(said(mine, mine), null, "once");
});

test("who leaves quietly is not announced", () => {
  const leaves = (/** @type {any} */ reason) => saidOf(here, nowhere, { type: "participant_left", participant: aino, reason });
  assert.deepEqual(leaves("left"), { key: "said-left", params: { name: "Aino Kemi" } });
  assert.equal(leaves("quiet"), null);
});

test("merging keeps the later word of the same message", () => {
  const one = { ...welcome.chat[0], chat_seq: 1, id: "a" };
  assert.deepEqual(merged([one], [{ ...one, text: "b" }]).map(({ text }) => text), ["b"]);
});
