import assert from "node:assert/strict";
import { test } from "node:test";
import { Letters } from "../e2ee/letters.js";
import { Refused, unreachable } from "../protocol/problem.js";
import { GroupChat } from "../state/group_chat.js";
import { Owner } from "../state/owner.js";
import { unsupported } from "../state/place.js";

const kid = 9n * 4096n;
const baseKey = new Uint8Array(16).fill(5);
/** Until what was begun has come to its end: keys and seals are worked on elsewhere. @param {() => unknown} condition */
async function until(condition) {
  for (const late = performance.now() + 5_000; performance.now() < late && !condition(); ) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(condition());
}

/** @param {string} me */
function page(me) {
  const letters = new Letters();
  /** @type {any[]} */
  const sent = [];
  const chat = new GroupChat(new Owner(), {
    letters,
    request: (command) => new Promise((resolve, reject) => sent.push({ command, resolve, reject })),
    me: () => ({ id: me, name: me, role: "participant" }),
  });
  const texts = () => chat.words.value.map(({ text, state }) => `${text} ${state}`);
  return { chat, letters, sent, texts };
}

/** @param {any[]} [chat] @returns {any} */
const inGroup = (chat = []) => ({ ...unsupported.place, group: { name: { id: "g1", number: 1, topic: null } }, chat });
const placed = /** @type {any} */ ({ type: "placed" });

/** @param {string} id @param {string} sealed @param {string} [author] */
const message = (id, sealed, author = "aino") => ({ id, number: 1, author, author_name: author, author_role: "participant", at: 5, sealed });

test("a message waits for a key, goes out sealed once, and is read by the other", async () => {
  const [aino, biret] = [page("aino"), page("biret")];
  aino.chat.hear(placed, inGroup());
  biret.chat.hear(placed, inGroup());
  aino.chat.post("hei");
  assert.deepEqual(aino.texts(), ["hei sending"]);
  await aino.letters.sealWith(kid, baseKey);
  await until(() => aino.sent.length > 0);
  const { command, resolve } = aino.sent[0];
  assert.equal(command.type, "group_post");
  assert.ok(!command.sealed.includes("hei"));
  const posted = /** @type {any} */ ({ type: "group_posted", message: message(command.message, command.sealed) });
  biret.chat.hear(posted, inGroup());
  await until(() => biret.chat.words.value.length > 0);
  assert.equal(biret.chat.words.value[0]?.text, null, "the key has not come yet");
  await biret.letters.openWith(kid, baseKey, "aino");
  await until(() => biret.chat.words.value[0]?.text);
  assert.deepEqual(biret.texts(), ["hei posted"]);
  aino.chat.hear(posted, inGroup());
  resolve({ type: "group_posted", number: 1, at: 5 });
  await until(() => aino.chat.words.value[0]?.state === "posted");
  assert.deepEqual(aino.texts(), ["hei posted"], "one's own is there once");
  assert.equal(aino.sent.length, 1);
});

test("what was not answered is sealed anew on the next socket, with the same id", async () => {
  const aino = page("aino");
  aino.chat.hear(placed, inGroup());
  await aino.letters.sealWith(kid, baseKey);
  aino.chat.post("hei");
  await until(() => aino.sent.length === 1);
  aino.chat.closed();
  aino.sent[0].reject(new Refused(unreachable));
  aino.chat.opened();
  await until(() => aino.sent.length === 2);
  assert.equal(aino.sent[1].command.message, aino.sent[0].command.message);
  aino.sent[1].reject(new Refused({ code: "message_conflict", key: "reject-message_conflict", params: {} }));
  await until(() => aino.chat.words.value[0]?.state === "posted");
});

test("nothing of one group is seen or sent in the next", async () => {
  const aino = page("aino");
  aino.chat.hear(placed, inGroup());
  aino.chat.post("vain teille");
  aino.chat.hear(placed, unsupported.place);
  assert.deepEqual(aino.texts(), []);
  await aino.letters.sealWith(kid, baseKey);
  aino.chat.post("ei mihinkään");
  assert.deepEqual(aino.texts(), [], "the common room has its own chat");
  assert.equal(aino.sent.length, 0);
});
