// What a reader is told of a deadline, and what of a scheme fits onto the stage.
import assert from "node:assert/strict";
import test from "node:test";
import { lastMoment, shortened, stageCard } from "./scheme.js";

test("a deadline of a whole day is told by its day, one with a time by both", () => {
  const midnight = Date.UTC(2026, 11, 15, 22);
  assert.equal(lastMoment({ local: "2026-12-15", time_zone: "Europe/Helsinki", ends_at: midnight }), "ti 15.12.2026");
});

test("a long text is cut at a word", () => {
  assert.equal(shortened("Lyhyt", 20), "Lyhyt");
  assert.equal(shortened("Uuden tuotteen kehittämiseen", 16), "Uuden tuotteen…");
  assert.ok([...shortened("ä".repeat(700), 600)].length <= 600);
});

test("a card is in the language there is, and leaves out what is not said", () => {
  const text = { language: /** @type {const} */ ("sv"), name: "Stöd", for_whom: "", amount: "", text: "För resor.", steps: ["Ring"], links: [] };
  const scheme = { id: "1", state: /** @type {const} */ ("published"), public: false, deadline: null, texts: [text], files: [], changed_at: 0, version: 1 };
  const card = stageCard(scheme);
  assert.deepEqual([card.title, card.for_whom, card.amount, card.link, card.steps], ["Stöd", null, null, null, ["Ring"]]);
});
