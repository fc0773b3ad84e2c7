import assert from "node:assert/strict";
import { test } from "node:test";
import { Letters } from "./letters.js";

const kid = 7n * 4096n;
const baseKey = new Uint8Array(16).fill(3);
const envelope = { place: "group", author: "aino", id: "1" };

async function pair() {
  const [writer, reader] = [new Letters(), new Letters()];
  await writer.sealWith(kid, baseKey);
  await reader.openWith(kid, baseKey, "aino");
  return { writer, reader };
}

/** @param {Letters} writer @param {string} text */
async function sealed(writer, text) {
  const letter = await writer.seal(text, envelope);
  assert.ok(letter);
  return letter;
}

test("what is written is read, and nothing of it can be seen on the way", async () => {
  const { writer, reader } = await pair();
  const letter = await sealed(writer, "Hyvää iltaa! 🌌");
  assert.match(letter, /^[\w-]+$/);
  assert.equal(await reader.open(letter, envelope), "Hyvää iltaa! 🌌");
  assert.notEqual(await sealed(writer, "Hyvää iltaa! 🌌"), letter, "twice the same does not look the same");
});

test("a letter is bound to its place, its author and its id", async () => {
  const { writer, reader } = await pair();
  const letter = await sealed(writer, "hei");
  for (const changed of [{ place: "other" }, { author: "biret" }, { id: "2" }]) {
    assert.equal(await reader.open(letter, { ...envelope, ...changed }), null, JSON.stringify(changed));
  }
  await reader.openWith(kid + 1n, baseKey, "biret");
  assert.equal(await reader.open(letter, envelope), "hei", "untouched by other keys");
  assert.equal(await reader.open(`${letter}x`, envelope), null);
  assert.equal(await reader.open("!", envelope), null);
});

test("without a key nothing is sealed, and elsewhere nothing is opened", async () => {
  const { writer, reader } = await pair();
  const letter = await sealed(writer, "hei");
  writer.stop();
  assert.equal(await writer.seal("hei", envelope), null);
  const late = new Letters();
  void late.sealWith(kid, baseKey);
  late.clear();
  assert.equal(await late.seal("hei", envelope), null, "a key that was on its way is for elsewhere");
  reader.clear();
  assert.equal(await reader.open(letter, envelope), null);
});

test("who could not read for want of a key is told when there is one", async () => {
  const { writer } = await pair();
  const letter = await sealed(writer, "hei");
  const reader = new Letters();
  assert.equal(await reader.open(letter, envelope), null);
  const told = new Promise((resolve) => reader.onKeys(() => resolve(true)));
  void reader.openWith(kid, baseKey, "aino");
  assert.equal(await told, true);
  assert.equal(await reader.open(letter, envelope), "hei");
});
