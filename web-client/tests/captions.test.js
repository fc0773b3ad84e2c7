import assert from "node:assert/strict";
import { test } from "node:test";
import { Letters } from "../e2ee/letters.js";
import { Refused, unreachable } from "../protocol/problem.js";
import { Captions, captionsIn } from "../state/captions.js";
import { Owner } from "../state/owner.js";
import { fixture } from "./fixtures.js";

const kid = 9n * 4096n;
const baseKey = new Uint8Array(16).fill(5);
const laterKey = new Uint8Array(16).fill(6);
/** Until what was begun has come to its end: keys and seals are worked on by other threads, which a busy machine lets wait.
 * @param {() => unknown} condition */
async function until(condition) {
  for (const late = performance.now() + 5_000; performance.now() < late && !condition(); ) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(condition());
}

/** @param {string} me @param {string | null} place */
function page(me, place) {
  const letters = new Letters();
  /** @type {any[]} */
  const sent = [];
  const here = { place, away: false };
  const captions = new Captions(new Owner(), {
    letters,
    request: async (command) => {
      if (here.away) throw new Refused(unreachable);
      sent.push(command);
    },
    me: () => me,
    place: () => here.place,
  });
  const moves = (/** @type {string | null} */ to) => {
    here.place = to;
    captions.hear(/** @type {any} */ ({ type: "placed" }));
  };
  moves(place);
  const texts = () => captions.lines.value.map(({ line }) => line.text);
  return { captions, letters, sent, texts, moves, here };
}

/** @param {number} line @param {string} text @param {"fi" | "sv"} [language] */
const line = (line, text, language = "fi") => ({ line, language, text });
/** @param {number} number @param {string} text @param {"fi" | "sv"} [language] @returns {any} */
const open = (number, text, language) => ({ type: "caption", caption: { by: "tuula", line: line(number, text, language) } });
/** @param {any} command @param {string} [by] @returns {any} */
const sealed = ({ line: number, sealed: words }, by = "tuula") => ({ type: "caption_sealed", caption: { by, line: number, sealed: words } });

test("captions grow, are corrected, taken back and chosen by language", async () => {
  const aino = page("aino", "");
  for (const live of [open(1, "a"), open(2, "b"), open(1, "A"), open(3, "c"), open(3, ""), open(4, "d"), open(5, "e"), open(6, "f")]) aino.captions.hearLive(live);
  assert.deepEqual(aino.texts(), ["b", "d", "e", "f"]);
  aino.captions.hearLive(open(7, "g", "sv"));
  assert.deepEqual(captionsIn(aino.captions.lines.value, "sv").map(({ line: { text } }) => text), ["g"]);
  assert.equal(captionsIn(aino.captions.lines.value, "en").length, 3, "better another language than none");
  aino.captions.hear(/** @type {any} */ ({ type: "participant_left", participant: "tuula" }));
  assert.deepEqual(aino.texts(), []);
  aino.captions.hear(fixture("event/welcome.json").event);
  assert.equal(aino.texts().length, 1);
  await aino.captions.write(line(1, "hei"));
  assert.deepEqual(aino.sent, [{ type: "caption_write", line: line(1, "hei") }]);
});

test("in an encrypted place a line waits for a key, goes out sealed, and is read and corrected by who has the key", async () => {
  const [tuula, aino] = [page("tuula", "evening"), page("aino", "evening")];
  await tuula.captions.write(line(1, "Terv"));
  await tuula.captions.write(line(1, "Tervetloa"));
  assert.equal(tuula.sent.length, 0);
  await tuula.letters.sealWith(kid, baseKey);
  await until(() => tuula.sent.length === 1);
  assert.equal(tuula.sent[0].type, "caption_seal");
  assert.ok(!Buffer.from(tuula.sent[0].sealed, "base64url").includes("Terv"));
  aino.captions.hearLive(sealed(tuula.sent[0]));
  await aino.letters.openWith(kid, baseKey, "tuula");
  await until(() => aino.texts().length > 0);
  assert.deepEqual(aino.texts(), ["Tervetloa"]);
  await tuula.letters.sealWith(kid + 4096n, laterKey);
  await tuula.captions.write(line(1, "Tervetuloa"));
  aino.captions.hearLive(sealed(tuula.sent[1]));
  await aino.letters.openWith(kid + 4096n, laterKey, "tuula");
  await until(() => aino.texts()[0] === "Tervetuloa");
  await tuula.captions.write(line(1, ""));
  aino.captions.hearLive(sealed(tuula.sent[2]));
  await until(() => aino.texts().length === 0);
});

test("nobody puts readable words, another's words or another line's into an encrypted place", async () => {
  const [tuula, aino] = [page("tuula", "evening"), page("aino", "evening")];
  await tuula.letters.sealWith(kid, baseKey);
  await aino.letters.openWith(kid, baseKey, "tuula");
  await tuula.captions.write(line(1, "oikea"));
  aino.captions.hearLive(open(1, "keksitty"));
  aino.captions.hearLive(sealed(tuula.sent[0], "biret"));
  aino.captions.hearLive(sealed({ ...tuula.sent[0], line: 2 }));
  aino.captions.hearLive(sealed(tuula.sent[0]));
  await until(() => aino.texts().length > 0);
  assert.deepEqual(aino.texts(), ["oikea"]);
});

test("a page that is new counts on, and learns when no more is kept", () => {
  const tuula = page("tuula", "");
  const { event } = fixture("event/welcome.json");
  tuula.captions.hear({ ...event, guidance: { ...event.guidance, captions: [], captions_begun: 41 } });
  assert.deepEqual([tuula.captions.begun.value, tuula.captions.full.value], [41, false], "although none of her lines is shown any more");
  tuula.captions.hear(fixture("event/captions_full.json").event);
  assert.equal(tuula.captions.full.value, true);
  tuula.captions.hear(fixture("event/captions_erased.json").event);
  assert.equal(tuula.captions.full.value, false, "the organizer has made room");
  tuula.captions.hear(fixture("event/captions_full.json").event);
  tuula.captions.hear({ ...event, guidance: { ...event.guidance, captions_full: false } });
  assert.equal(tuula.captions.full.value, false, "as the server says when one comes back");
});

test("nothing of one place is shown or sent in the next", async () => {
  const tuula = page("tuula", "group g1");
  await tuula.captions.write(line(1, "vain teille"));
  tuula.moves("");
  await tuula.letters.sealWith(kid, baseKey);
  await tuula.captions.write(line(2, "kaikille"));
  assert.deepEqual(tuula.sent, [{ type: "caption_write", line: line(2, "kaikille") }]);
  tuula.captions.hearLive(open(2, "kaikille"));
  assert.equal(tuula.captions.begun.value, 2);
  tuula.moves("group g2");
  assert.deepEqual(tuula.texts(), []);
  assert.equal(tuula.captions.begun.value, 2, "lines are counted over the whole evening");
  tuula.moves(null);
  await tuula.captions.write(line(3, "ei minnekään"));
  assert.equal(tuula.sent.length, 1, "where it should be sealed and cannot be, nothing goes out");
});

test("what is written while the line is away goes out in order when it is back, as it was written last", async () => {
  const tuula = page("tuula", "");
  tuula.here.away = true;
  for (const written of [line(1, "Terv"), line(2, "Seuraavaksi"), line(1, "Tervetuloa"), line(3, "Fråg"), line(3, "Frågorna", "sv")]) await tuula.captions.write(written);
  tuula.here.away = false;
  tuula.captions.opened();
  assert.deepEqual(tuula.sent.map(({ line }) => line), [line(2, "Seuraavaksi"), line(1, "Tervetuloa"), line(3, "Frågorna", "sv")]);
  await until(() => true);
  tuula.captions.opened();
  await tuula.captions.write(line(4, "kiitos"));
  assert.equal(tuula.sent.length, 4, "what arrived is not sent again");
});

test("sealed lines that did not arrive go out again, and what was refused does not", async () => {
  const tuula = page("tuula", "evening");
  await tuula.letters.sealWith(kid, baseKey);
  tuula.here.away = true;
  await tuula.captions.write(line(1, "yksi"));
  await tuula.captions.write(line(2, "kaksi"));
  assert.equal(tuula.sent.length, 0);
  tuula.here.away = false;
  tuula.captions.opened();
  await until(() => tuula.sent.length === 2);
  assert.deepEqual(tuula.sent.map(({ line }) => line), [1, 2]);
  let asked = 0;
  const refused = new Captions(new Owner(), {
    letters: tuula.letters,
    request: () => Promise.reject(new Refused({ code: (asked += 1) === 1 ? "forbidden" : "internal", key: "", params: {} })),
    me: () => "tuula",
    place: () => "",
  });
  refused.hear(/** @type {any} */ ({ type: "placed" }));
  await assert.rejects(refused.write(line(1, "ei")));
  refused.opened();
  assert.equal(asked, 1);
});
