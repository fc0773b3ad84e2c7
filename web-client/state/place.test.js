import assert from "node:assert/strict";
import { test } from "node:test";
import { movedAmong, namesNext, peopleHere, reduceSupport, silencedByRound, speakerOf, unsupported } from "./place.js";

/** @param {string} id @returns {any} */
const person = (id) => ({ id, name: id, microphone: "on", camera: "blocked", screen: "off" });
/** @param {...any} events */
const after = (...events) => events.reduce((support, event) => reduceSupport(support, event), unsupported);

test("a move replaces everything that was known of the place", () => {
  const group = { name: { id: "g", number: 2, topic: "Talous" }, kind: "small", timer: null, moderator_called: false };
  const place = { group, assigned: group.name, here: ["aino", "biret"], chat: [], round: null, visits: [] };
  const visit = { participant: "meri", enters_at: 5 };
  const support = after(
    { type: "visit_announced", visit: { participant: "carl", enters_at: 1 } },
    { type: "placed", why: "groups_opened", place, people: [], hands: [], floor: { type: "open" }, stage: null },
    { type: "visit_announced", visit },
    { type: "visit_announced", visit },
  );
  assert.equal(support.place.group?.name.number, 2);
  assert.deepEqual(support.place.visits, [visit], "the visit to the old place is forgotten, the new one is there once");
  const come = reduceSupport(support, /** @type {any} */ ({ type: "here", participants: ["aino", "biret", "meri"] }));
  assert.deepEqual(come.place.visits, [], "who is here is not announced any more");
  const left = reduceSupport(support, /** @type {any} */ ({ type: "visit_cancelled", participant: "meri" }));
  assert.deepEqual(left.place.visits, []);
});

test("one knows who would like to see one's card, until nobody does any more", () => {
  const asked = after({ type: "card_asked", by: "meri" });
  assert.equal(asked.cardAskedBy, "meri");
  assert.equal(reduceSupport(asked, { type: "card_asked", by: null }).cardAskedBy, null);
});

test("only who is here is here; of the others the names are known", () => {
  const roster = [person("aino"), person("biret"), person("carl")];
  const place = { ...unsupported.place, here: ["carl", "aino"] };
  assert.deepEqual(peopleHere(roster, place).map(({ id }) => id), ["aino", "carl"]);
  assert.equal(peopleHere(roster, { ...place, here: ["carl", "aino", "biret"] }), roster);
  assert.equal(peopleHere(roster, unsupported.place), roster);
  const moved = movedAmong(roster, [{ ...person("aino"), microphone: "off" }, person("doris")]);
  assert.deepEqual(moved.map(({ id, microphone, camera }) => [id, microphone, camera]), [
    ["aino", "off", "blocked"],
    ["biret", "off", "blocked"],
    ["carl", "off", "blocked"],
    ["doris", "on", "blocked"],
  ]);
});

test("an enforced round silences everybody but the one whose turn it is", () => {
  /** @type {any} */
  const round = { seconds: 60, enforced: true, nomination: false, phase: { type: "speaking", speaker: "aino", ends_at: 9 }, queue: [], spoken: [], passed: [] };
  const place = after({ type: "round", round }).place;
  assert.equal(speakerOf(place.round), "aino");
  assert.deepEqual([silencedByRound(place, "aino"), silencedByRound(place, "biret")], [false, true]);
  const paused = after({ type: "round", round: { ...round, phase: { type: "paused", speaker: "aino", left_ms: 10 } } }).place;
  assert.equal(speakerOf(paused.round), "aino");
  const choosing = after({ type: "round", round: { ...round, phase: { type: "choosing", by: null } } }).place;
  assert.equal(silencedByRound(choosing, "aino"), true);
  const theirs = after({ type: "round", round: { ...round, nomination: true, phase: { type: "choosing", by: "aino" } } }).place;
  assert.deepEqual([silencedByRound(theirs, "aino"), silencedByRound(theirs, "biret")], [false, true], "she names the next one aloud");
  const free = after({ type: "round", round: { ...round, enforced: false } }).place;
  assert.equal(silencedByRound(free, "biret"), false);
  assert.equal(silencedByRound(after({ type: "round", round: null }).place, "biret"), false);
});

test("who names the next one is whose turn is or was, and nobody where nobody is named", () => {
  /** @type {any} */
  const round = { seconds: 60, enforced: false, nomination: true, phase: { type: "speaking", speaker: "aino", ends_at: 9 }, queue: ["carl"], spoken: [], passed: [] };
  const both = (/** @type {any} */ one) => [namesNext(one, "aino"), namesNext(one, "biret")];
  assert.deepEqual(both(round), [true, false]);
  assert.deepEqual(both({ ...round, phase: { type: "paused", speaker: "aino", left_ms: 5 } }), [true, false]);
  assert.deepEqual(both({ ...round, phase: { type: "choosing", by: "aino" } }), [true, false]);
  assert.deepEqual(both({ ...round, phase: { type: "choosing", by: null } }), [false, false], "then it is for who leads");
  assert.deepEqual(both({ ...round, nomination: false }), [false, false]);
});

test("questions to step aside and moods come and go", () => {
  const ask = { by: "aino", of: "biret", until: 9 };
  const asked = after({ type: "side_talk_asked", ask });
  assert.deepEqual(asked.sideTalks, [ask]);
  assert.deepEqual(reduceSupport(asked, { type: "side_talk_answered", by: "aino", of: "biret", answer: "declined" }).sideTalks, []);
  const open = after({ type: "mood_opened", check: { moment: "end", answered: false } }, { type: "mood_opened", check: { moment: "end", answered: true } });
  assert.deepEqual(open.moods, [{ moment: "end", answered: true }]);
  const closed = reduceSupport(open, { type: "mood_closed", result: { moment: "end", counts: null, heavy: false } });
  assert.deepEqual([closed.moods, closed.moodResults.length], [[], 1]);
});
