import assert from "node:assert/strict";
import { test } from "node:test";
import { found } from "./found.js";

const all = [
  { question: "Kuka maksaa?", answer: "Kunta maksaa puolet.", evening: "Ilta" },
  { question: "Mistä aloitan?", answer: "Soita neuvojalle.", evening: "Tukien ilta" },
];

test("every word has to be there, in question, answer or evening", () => {
  assert.deepEqual(found(all, "  ").length, 2);
  assert.deepEqual(found(all, "KUNTA puolet"), [all[0]]);
  assert.deepEqual(found(all, "tukien soita"), [all[1]]);
  assert.deepEqual(found(all, "kunta soita"), []);
  assert.deepEqual(found(all, "mista"), [], "ä is a letter of its own");
});
