import assert from "node:assert/strict";
import { test } from "node:test";
import { Agreement, commitment, keyId, placeName } from "./agreement.js";
import { toBase64 } from "./bytes.js";
import { wordsOf, written } from "./words.js";

/** @typedef {any} Any */

/** A participant's id. @param {number} number */
const id = (number) => `01935a5e-8e00-7000-8000-${String(number).padStart(12, "0")}`;

/** A page with its agreement, and what came of it. @param {number} number */
function page(number) {
  const it = {
    id: id(number),
    /** @type {Any[]} */ said: [],
    /** @type {Map<bigint, string>} */ opens: new Map(),
    /** @type {[bigint, string] | null} */ seals: null,
    /** @type {Any} */ agreed: null,
    /** @type {string[]} */ doubts: [],
    stops: 0,
    /** @type {bigint | null} */ keptFrom: null,
    agreement: /** @type {Agreement} */ (/** @type {unknown} */ (null)),
  };
  it.agreement = new Agreement({
    me: it.id,
    say: (command) => it.said.push(command),
    openWith: (kid, key) => it.opens.set(kid, toBase64(key)),
    sealWith: (kid, key) => (it.seals = [kid, toBase64(key)]),
    stop: () => {
      it.stops += 1;
      it.seals = null;
    },
    used: (first) => (it.keptFrom = first),
    agreed: (agreed) => (it.agreed = agreed),
    doubted: (why) => it.doubts.push(why),
  });
  it.agreement.goTo("evening");
  it.stops = 0;
  return it;
}

/** @typedef {ReturnType<typeof page>} Page */

/** What a page has said of that type last. @param {Page} of @param {string} type */
const said = (of, type) => of.said.filter((command) => command.type === type).at(-1);

/**
 * The room's part. `meddle` may change what one page is told.
 * @param {Page[]} pages @param {number} epoch @param {(event: Any, to: Page) => Any} [meddle]
 */
async function round(pages, epoch, meddle = (event) => event) {
  /** @param {Any} event */
  const tell = (event) => Promise.all(pages.map((to) => to.agreement.hear(meddle(structuredClone(event), to))));
  const members = pages.map(({ id: participant }, sender) => ({ participant, sender }));
  await tell({ type: "key_epoch", epoch: { scope: { type: "evening" }, epoch, members, prompt: "join" } });
  const commits = pages.map((of) => ({ participant: of.id, commit: said(of, "key_commit").commit }));
  await tell({ type: "key_commits", epoch, commits });
  const revealed = pages.map((of) => ({ of, command: said(of, "key_reveal") })).filter(({ command }) => command?.epoch === epoch);
  const reveals = revealed.map(({ of, command }) => ({ participant: of.id, public_key: command.public_key, nonce: command.nonce }));
  if (reveals.length < pages.length) return;
  await tell({ type: "key_reveals", epoch, reveals });
  for (const from of pages) {
    const shares = said(from, "key_shares");
    if (shares?.epoch !== epoch) continue;
    for (const { to, sealed } of shares.shares) {
      const whom = pages.find((other) => other.id === to);
      await whom?.agreement.hear(meddle({ type: "key_share", epoch, from: from.id, sealed }, whom));
    }
  }
  await tell({ type: "key_use", epoch });
}

test("all come to the same words and to each other's keys, and each epoch to new ones", async () => {
  const pages = [page(1), page(2), page(3)];
  await round(pages, 7);
  const first = pages.map((of) => of.agreed.words);
  assert.deepEqual(first[1], first[0]);
  assert.deepEqual(first[2], first[0]);
  pages.forEach((of, sender) => {
    assert.ok(of.seals);
    assert.equal(of.seals[0], keyId(7, sender));
    for (const other of pages) assert.equal(other.opens.get(keyId(7, sender)), of.seals[1]);
    assert.equal(said(of, "key_ready").epoch, 7);
    assert.deepEqual(of.doubts, []);
    assert.equal(of.keptFrom, keyId(7, 0));
  });
  const keys = pages.map((of) => of.seals?.[1]);
  assert.equal(new Set(keys).size, 3);
  await round(pages, 8);
  assert.notDeepEqual(pages[0]?.agreed.words, first[0], "the nonces are fresh, though the keys of the pages are not");
  assert.equal(pages.filter((of) => keys.includes(of.seals?.[1])).length, 0, "nobody who has gone opens what comes");
});

test("who is left out of the next epoch has none of its keys", async () => {
  const [aino, biret, carl] = [page(1), page(2), page(3)];
  await round([aino, biret, carl], 7);
  await round([aino, biret], 8);
  assert.equal([...carl.opens.keys()].filter((kid) => kid >= keyId(8, 0)).length, 0);
  const share = said(aino, "key_shares").shares.find((/** @type {Any} */ one) => one.to === biret.id);
  await carl.agreement.hear({ type: "key_epoch", epoch: { scope: { type: "evening" }, epoch: 8, members: [{ participant: aino.id, sender: 0 }], prompt: "join" } });
  await carl.agreement.hear({ type: "key_share", epoch: 8, from: aino.id, sealed: share.sealed });
  assert.equal(carl.opens.has(keyId(8, 0)), false);
});

test("a key that does not fit its commitment ends it, and nothing is sent", async () => {
  const [aino, biret] = [page(1), page(2)];
  const foreign = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", foreign.publicKey)));
  await round([aino, biret], 7, (event, to) => {
    if (event.type === "key_reveals" && to === aino) event.reveals[1].public_key = publicKey;
    return event;
  });
  assert.deepEqual(aino.doubts, ["reveal"]);
  assert.equal(aino.seals, null);
  assert.equal(said(aino, "key_shares"), undefined);
});

test("a server that puts its own key between, with a fitting commitment, changes the words", async () => {
  const [aino, biret] = [page(1), page(2)];
  const foreign = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", foreign.publicKey));
  const nonce = new Uint8Array(16);
  const commit = toBase64(await commitment(7, id(2), publicKey, nonce));
  await round([aino, biret], 7, (event, to) => {
    if (to !== aino) return event;
    if (event.type === "key_commits") event.commits[1].commit = commit;
    if (event.type === "key_reveals") Object.assign(event.reveals[1], { public_key: toBase64(publicKey), nonce: toBase64(nonce) });
    return event;
  });
  assert.deepEqual(aino.doubts, []);
  assert.notDeepEqual(aino.agreed.words, biret.agreed.words);
  assert.notEqual(aino.agreed.keys.get(id(2)), biret.agreed.keys.get(id(2)));
  assert.equal(biret.opens.has(keyId(7, 0)), false, "what was sealed for the server is not opened by biret");
});

/** @type {[string, "commit" | "set", (event: Any, to: Page, me: Page) => void][]} */
const tricks = [
  ["drops one's own commitment", "commit", (event) => event.type === "key_commits" && event.commits.shift()],
  ["changes one's own commitment", "commit", (event) => event.type === "key_commits" && (event.commits[0].commit = "A".repeat(43))],
  ["names a stranger", "commit", (event) => event.type === "key_commits" && event.commits.push({ participant: id(9), commit: "A".repeat(43) })],
  ["drops somebody after they revealed", "set", (event) => event.type === "key_reveals" && event.reveals.pop()],
  ["names somebody twice instead of another", "set", (event) => event.type === "key_reveals" && (event.reveals[2] = event.reveals[1])],
];
for (const [name, why, trick] of tricks) {
  test(`a server that ${name} gets nothing`, async () => {
    const [aino, biret, carl] = [page(1), page(2), page(3)];
    await round([aino, biret, carl], 7, (event, to) => {
      if (to === aino) trick(event, to, aino);
      return event;
    });
    assert.deepEqual(aino.doubts, [why]);
    assert.equal(said(aino, "key_shares"), undefined);
    assert.equal(aino.seals, null);
  });
}

test("a server that commits anew once it knows what was revealed gets nothing", async () => {
  const [aino, biret] = [page(1), page(2)];
  const foreign = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", foreign.publicKey));
  const nonce = new Uint8Array(16);
  const commit = toBase64(await commitment(7, id(2), publicKey, nonce));
  /** @type {Any} */ let first = null;
  await round([aino, biret], 7, (event, to) => {
    if (to !== aino) return event;
    if (event.type === "key_commits") first = event;
    if (event.type === "key_reveals") {
      assert.ok(said(aino, "key_reveal"), "aino has revealed");
      const commits = [first.commits[0], { participant: biret.id, commit }];
      void aino.agreement.hear({ type: "key_commits", epoch: 7, commits });
      Object.assign(event.reveals[1], { public_key: toBase64(publicKey), nonce: toBase64(nonce) });
    }
    return event;
  });
  assert.deepEqual(aino.doubts, ["reveal"]);
  assert.equal(aino.seals, null);
  assert.equal(said(aino, "key_shares"), undefined);
});

test("nobody is shown words before having revealed, nor other words later in the same epoch", async () => {
  const [aino, biret] = [page(1), page(2)];
  const members = [{ participant: aino.id, sender: 0 }];
  await aino.agreement.hear({ type: "key_epoch", epoch: { scope: { type: "evening" }, epoch: 6, members, prompt: "join" } });
  await aino.agreement.hear({ type: "key_reveals", epoch: 6, reveals: [] });
  assert.equal(aino.agreed, null);
  await round([aino, biret], 7);
  const { agreed } = aino;
  await aino.agreement.hear({ type: "key_reveals", epoch: 7, reveals: [] });
  assert.equal(aino.agreed, agreed);
  assert.deepEqual(aino.doubts, []);
});

test("a share that was changed on the way is not taken", async () => {
  const [aino, biret] = [page(1), page(2)];
  await round([aino, biret], 7, (event, to) => {
    if (event.type === "key_share" && to === aino) event.sealed = event.sealed.slice(0, -2) + (event.sealed.endsWith("AA") ? "BB" : "AA");
    return event;
  });
  assert.equal(aino.opens.has(keyId(7, 1)), false);
  assert.equal(said(aino, "key_ready"), undefined);
});

test("in another place nothing is sent before there is a key", async () => {
  const [aino, biret] = [page(1), page(2)];
  await round([aino, biret], 7);
  assert.ok(aino.seals);
  const members = [{ participant: aino.id, sender: 0 }];
  const inGroup = /** @type {const} */ ({ type: "group", group: id(5) });
  const before8 = aino.said.length;
  await aino.agreement.hear({ type: "key_epoch", epoch: { scope: inGroup, epoch: 8, members, prompt: "join" } });
  assert.ok(aino.seals, "keys of a place where it is not change nothing");
  assert.equal(aino.said.length, before8);
  aino.agreement.goTo(placeName(inGroup));
  assert.equal(aino.seals, null);
  assert.equal(aino.agreement.nextKeyId, keyId(9, 0));
  await aino.agreement.hear({ type: "key_epoch", epoch: { scope: inGroup, epoch: 9, members, prompt: "join" } });
  assert.equal(said(aino, "key_commit").epoch, 9);
  assert.equal(aino.seals, null);
  aino.agreement.goTo("evening");
  await round([aino, biret], 10);
  assert.ok(aino.seals);
  const before = aino.said.length;
  aino.agreement.dispose();
  assert.equal(aino.seals, null);
  await aino.agreement.hear({ type: "key_epoch", epoch: { scope: { type: "evening" }, epoch: 11, members, prompt: "join" } });
  assert.equal(aino.said.length, before, "what is over says nothing");
});

test("a key is taken into use once: sealing anew under it would repeat its counters", async () => {
  const [aino, biret] = [page(1), page(2)];
  await round([aino, biret], 7);
  aino.seals = null;
  await aino.agreement.hear({ type: "key_use", epoch: 7 });
  assert.equal(aino.seals, null);
});

test("the words are four numbers that depend on everything", async () => {
  const one = { participant: id(1), public_key: toBase64(new Uint8Array(65)), nonce: toBase64(new Uint8Array(16)) };
  const two = { ...one, participant: id(2) };
  const words = await wordsOf(7, [one, two]);
  assert.match(written(words), /^\d{4} \d{4} \d{4} \d{4}$/);
  assert.deepEqual(await wordsOf(7, [two, one]), words, "in any order");
  const nonce = toBase64(new Uint8Array(16).fill(1));
  for (const other of [await wordsOf(8, [one, two]), await wordsOf(7, [one]), await wordsOf(7, [one, { ...two, nonce }])]) {
    assert.notDeepEqual(other, words);
  }
  await assert.rejects(wordsOf(7, [{ ...one, nonce: "AA" }]));
});
