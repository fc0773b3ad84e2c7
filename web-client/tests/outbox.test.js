import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused, unreachable } from "../protocol/problem.js";
import { Outbox } from "../state/outbox.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));
const everyone = /** @type {const} */ ({ type: "everyone" });

/** @param {readonly unknown[]} [kept] */
function box(kept) {
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const stored = [];
  /** @type {any[]} */
  const saved = [];
  /** @type {(() => void)[]} */
  const later = [];
  const outbox = new Outbox(
    {
      request: (command) => new Promise((resolve, reject) => sent.push({ command, resolve, reject })),
      stored: (message) => stored.push(message.text),
      keep: (pending) => saved.push(pending.map(({ text }) => text)),
      after: (_milliseconds, body) => later.push(body),
    },
    kept,
  );
  return { outbox, sent, stored, saved, later };
}

const done = { type: "chat_stored", chat_seq: 1, at: 1 };

test("nothing is sent before the room hears, then everything in order", async () => {
  const { outbox, sent, stored, saved } = box();
  outbox.post("one", everyone);
  outbox.post("two", everyone);
  assert.equal(sent.length, 0);
  assert.deepEqual(saved.at(-1), ["one", "two"]);
  outbox.opened();
  assert.deepEqual(sent.map(({ command }) => command.text), ["one", "two"]);
  for (const { resolve } of sent) resolve(done);
  await settled();
  assert.deepEqual(stored, ["one", "two"]);
  assert.deepEqual(outbox.pending.value, []);
  assert.deepEqual(saved.at(-1), []);
});

test("what was not acknowledged goes out again with the same id", async () => {
  const { outbox, sent, stored } = box();
  outbox.opened();
  outbox.post("one", everyone);
  outbox.closed();
  sent[0].reject(new Refused(unreachable));
  await settled();
  assert.equal(outbox.pending.value[0]?.state, "sending");
  outbox.opened();
  assert.equal(sent.length, 2);
  assert.equal(sent[1].command.message, sent[0].command.message);
  sent[1].resolve(done);
  await settled();
  assert.deepEqual(stored, ["one"]);
});

test("an event that overtakes the acknowledgement settles the message once", async () => {
  const { outbox, sent, stored } = box();
  outbox.opened();
  outbox.post("one", everyone);
  outbox.seen(sent[0].command.message);
  assert.deepEqual(outbox.pending.value, []);
  sent[0].resolve(done);
  await settled();
  assert.deepEqual(stored, []);
});

test("a refused message says why, and is sent again when asked", async () => {
  const { outbox, sent } = box();
  outbox.opened();
  outbox.post("x", everyone);
  const problem = /** @type {const} */ ({ code: "text_too_long", key: "reject-text-too-long", params: { max: 1 } });
  sent[0].reject(new Refused(problem));
  await settled();
  const [failed] = outbox.pending.value;
  assert.equal(failed?.state, "failed");
  assert.deepEqual(failed?.problem, problem);
  outbox.retry(failed?.id ?? "");
  assert.equal(sent.length, 2);
  outbox.discard(failed?.id ?? "");
  assert.deepEqual(outbox.pending.value, []);
});

test("too fast: it waits as told and goes out again", async () => {
  const { outbox, sent, later } = box();
  outbox.opened();
  outbox.post("x", everyone);
  sent[0].reject(new Refused({ code: "too_many_commands", key: "reject-too-many-commands", params: { retry_ms: 5 } }));
  await settled();
  assert.equal(outbox.pending.value[0]?.state, "sending");
  later[0]?.();
  assert.equal(sent.length, 2);
});

test("too fast: what is written meanwhile waits too, and nothing is overtaken", async () => {
  const { outbox, sent, later } = box();
  const patience = () => new Refused({ code: "too_many_commands", key: "reject-too-many-commands", params: { retry_ms: 5 } });
  outbox.opened();
  for (const text of ["one", "two"]) outbox.post(text, everyone);
  for (const { reject } of [...sent]) reject(patience());
  await settled();
  outbox.post("three", everyone);
  outbox.closed();
  outbox.opened();
  assert.deepEqual([sent.length, later.length], [2, 1], "one pause for all");
  later[0]?.();
  assert.deepEqual(sent.slice(2).map(({ command }) => command.text), ["one", "two", "three"]);
  sent[2].resolve(done);
  sent[3].reject(patience());
  sent[4].reject(patience());
  await settled();
  later[1]?.();
  assert.deepEqual(sent.slice(5).map(({ command }) => command.text), ["two", "three"]);
});

test("a reloaded page has its pending messages, and nothing else", () => {
  const good = { id: "a", text: "one", audience: everyone, at: 1, state: "sending", problem: null };
  const { outbox, sent } = box([good, { id: 3 }, null, "x"]);
  outbox.opened();
  assert.deepEqual(sent.map(({ command }) => command.message), ["a"]);
});
