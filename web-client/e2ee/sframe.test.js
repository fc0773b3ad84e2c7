import assert from "node:assert/strict";
import { test } from "node:test";
import { bigEndian, concat, fromBase64, toBase64 } from "./bytes.js";
import { OpeningKey, SealingKey, aes128, aes256, decodeHeader, deriveBits, encodeHeader, nonceOf } from "./sframe.js";

/** @param {string} text */
const hex = (text) => new Uint8Array(Buffer.from(text, "hex"));
/** @param {Uint8Array} bytes */
const toHex = (bytes) => Buffer.from(bytes).toString("hex");

// RFC 9605 Appendix C.3, suites 4 and 5.
const vectors = [
  {
    suite: aes128,
    key: "d34f547f4ca4f9a7447006fe7fcbf768",
    salt: "75234edefe07819026751816",
    nonce: "75234edefe07819026755d71",
    sealed: "9901234567b7412c2513a1b66dbb48841bbaf17f598751176ad847681a69c6d0b091c07018ce4adb34eb",
  },
  {
    suite: aes256,
    key: "d3e27b0d4a5ae9e55df01a70e6d4d28d969b246e2936f4b7a5d9b494da6b9633",
    salt: "84991c167b8cd23c93708ec7",
    nonce: "84991c167b8cd23c9370cba0",
    sealed: "990123456794f509d36e9beacb0e261d99c7d1e972f1fed787d4049f17ca21353c1cc24d56ceabced279",
  },
];
const [kid, counter] = [0x123n, 0x4567n];
const baseKey = hex("000102030405060708090a0b0c0d0e0f");
const metadata = hex("4945544620534672616d65205747");
const plain = hex("64726166742d696574662d736672616d652d656e63");

for (const vector of vectors) {
  test(`RFC 9605 C.3, suite ${vector.suite.id}`, async () => {
    const { key, salt } = await deriveBits(vector.suite, kid, baseKey);
    assert.equal(toHex(key), vector.key);
    assert.equal(toHex(salt), vector.salt);
    assert.equal(toHex(nonceOf(salt, counter)), vector.nonce);
    const sealing = await SealingKey.derive(kid, baseKey, vector.suite, counter);
    assert.equal(toHex(await sealing.seal(plain, metadata)), vector.sealed);
    const header = decodeHeader(hex(vector.sealed));
    assert.ok(header);
    assert.deepEqual([header.kid, header.counter, header.length], [kid, counter, 5]);
    const opening = await OpeningKey.derive(kid, baseKey, vector.suite);
    assert.deepEqual(await opening.open(hex(vector.sealed), header, metadata), plain);
  });
}

// RFC 9605 Appendix C.1: every pair of the values at which a field grows. The encodings are written out for some.
const edges = [0n, 1n, 7n, 8n, ...[8n, 16n, 24n, 32n, 40n, 48n, 56n].flatMap((bits) => [(1n << bits) - 1n, 1n << bits]), (1n << 64n) - 1n];
const written = [
  [0n, 0n, "00"], [0n, 1n, "01"], [0n, 255n, "08ff"], [0n, 256n, "090100"], [0n, 2n ** 64n - 1n, "0fffffffffffffffff"], [1n, 0n, "10"],
  [255n, 0n, "80ff"], [255n, 256n, "89ff0100"], [256n, 1n, "910100"], [65535n, 65536n, "9affff010000"], [65536n, 0n, "a0010000"],
  [16777216n, 255n, "b801000000ff"], [4294967295n, 65535n, "b9ffffffffffff"], [4294967296n, 0n, "c00100000000"],
  [2n ** 64n - 1n, 256n, "f9ffffffffffffffff0100"], [2n ** 64n - 1n, 2n ** 64n - 1n, "ffffffffffffffffffffffffffffffffff"],
];

test("RFC 9605 C.1, headers", () => {
  for (const [id, count, encoded] of written) {
    assert.equal(toHex(encodeHeader(BigInt(/** @type {bigint} */ (id)), BigInt(/** @type {bigint} */ (count)))), encoded);
  }
  for (const id of edges) {
    for (const count of edges) {
      const encoded = encodeHeader(id, count);
      assert.deepEqual(decodeHeader(concat(encoded, Uint8Array.of(0xff))), { kid: id, counter: count, length: encoded.length });
      assert.equal(decodeHeader(encoded.subarray(0, encoded.length - 1)), null, "cut short");
    }
  }
  assert.equal(decodeHeader(hex("0801")), null, "longer than needed");
});

test("a counter never repeats, not even for frames sealed at once", async () => {
  const key = await SealingKey.derive(9n, baseKey);
  const sealed = await Promise.all(Array.from({ length: 300 }, () => key.seal(plain, metadata)));
  const counters = sealed.map((bytes) => decodeHeader(bytes)?.counter);
  assert.equal(new Set(counters).size, 300);
});

test("what was changed anywhere, or sealed under another key, does not open", async () => {
  const sealed = await (await SealingKey.derive(kid, baseKey)).seal(plain, metadata);
  const header = decodeHeader(sealed);
  assert.ok(header);
  const opening = await OpeningKey.derive(kid, baseKey);
  assert.deepEqual(await opening.open(sealed, header, metadata), plain);
  for (let at = header.length; at < sealed.length; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(await opening.open(changed, header, metadata), null);
  }
  assert.equal(await opening.open(sealed, header, metadata.subarray(1)), null);
  for (const other of [await OpeningKey.derive(kid, bigEndian(1, 16)), await OpeningKey.derive(kid + 1n, baseKey)]) {
    assert.equal(await other.open(sealed, header, metadata), null);
  }
});

test("base64url", () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  }
  for (const wrong of ["a", "ab+=", "å"]) assert.equal(fromBase64(wrong), null);
});
