import assert from "node:assert/strict";
import test from "node:test";
import { fixture } from "../tests/fixtures.js";
import { hearGuidance, inOrder, mergedInto, pollTable, reduceGuidance, unguided } from "./guidance.js";

/** @param {string} id @param {number} votes @param {string} [type] @returns {any} */
const question = (id, votes, type = "open") => ({ id, text: id, name: null, votes, state: { type, into: "a" }, kept_for: null });

/** @param {any} guidance @param {any[]} events */
const after = (guidance, ...events) => events.reduce(reduceGuidance, guidance);

test("questions are listed by state and votes, never by time, and votes follow", () => {
  const questions = [question("c", 1), question("b", 1), question("a", 0), question("d", 9, "written"), question("e", 0, "now"), question("f", 3, "merged")];
  let guidance = after(unguided, ...questions.map((one) => ({ type: "question_changed", question: one })));
  assert.deepEqual(inOrder(guidance.questions).map(({ id }) => id), ["e", "b", "c", "a", "d"]);
  assert.deepEqual(mergedInto(guidance.questions, "a").map(({ id }) => id), ["f"]);
  guidance = hearGuidance(guidance, { type: "question_votes", votes: { a: 5 } });
  assert.deepEqual(inOrder(guidance.questions).map(({ id }) => id), ["e", "a", "b", "c", "d"]);
  guidance = after(guidance, { type: "question_voted", question: "a", on: true });
  assert.ok(guidance.voted.has("a"));
  assert.ok(!after(guidance, { type: "question_voted", question: "a", on: false }).voted.has("a"));
});

test("what was merged twice stands with the question that stayed, unless its words are erased", () => {
  const into = (/** @type {string} */ id, /** @type {string} */ other, text = id) => ({ ...question(id, 0), text, state: { type: "merged", into: other } });
  const all = [question("c", 0), into("b", "c"), into("a", "b"), into("d", "c", ""), into("e", "d")];
  assert.deepEqual(mergedInto(all, "c").map(({ id }) => id), ["b", "a", "e"]);
  assert.deepEqual(mergedInto([into("a", "b"), into("b", "a")], "a").map(({ id }) => id), ["b"], "a circle has an end");
});

test("a poll opens, counts, is answered and ends", () => {
  const opened = fixture("event/poll_opened.json").event;
  const closed = fixture("event/poll_closed.json").event;
  let guidance = after(unguided, opened, fixture("event/poll_answered.json").event);
  assert.equal(guidance.poll.answered, true);
  guidance = hearGuidance(guidance, fixture("live/poll_counts.json").live);
  assert.equal(guidance.poll.tally.ballots, 5);
  guidance = after(guidance, closed, closed);
  assert.equal(guidance.poll, null);
  assert.equal(guidance.pollResults.length, 1);
  assert.equal(pollTable(guidance.pollResults).split("\r\n").length, 3);
  const bad = { ...closed.result, plan: { ...closed.result.plan, question: '=SUM("1")' } };
  assert.match(pollTable([bad]), /^"'=SUM\(""1""\)";/u);
});
