// What people compare aloud to notice that somebody sits in between. Four groups of four digits: they can be read on a
// phone in any language, and nobody has to spell them. 16 digits are 53 bits.

import { bigEndian, concat, fromBase64, utf8 } from "./bytes.js";

/** Digits in all. */
const digits = 16n;

/**
 * The nonces are in it because keys live as long as a page: without them a server would know all keys of the next epoch
 * beforehand and could search for its own that give the same digits.
 * @param {number} epoch @param {readonly import("../protocol/types.js").KeyRevealed[]} reveals in any order
 * @returns {Promise<number[]>} four numbers from 0 to 9999
 */
export async function wordsOf(epoch, reveals) {
  const sorted = [...reveals].sort((one, other) => (one.participant < other.participant ? -1 : 1));
  const parts = sorted.map(({ participant, public_key, nonce }) => {
    const [key, random] = [fromBase64(public_key), fromBase64(nonce)];
    if (key?.length !== 65 || random?.length !== 16 || participant.length !== 36) throw new Error("not a key");
    // All of fixed length: no two lists look the same when put together.
    return concat(utf8(participant), key, random);
  });
  const whole = concat(utf8("koronailta words"), bigEndian(epoch, 4), ...parts);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  let rest = hash.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) % 10n ** digits;
  const groups = [];
  for (let group = 0; group < 4; group += 1) {
    groups.unshift(Number(rest % 10_000n));
    rest /= 10_000n;
  }
  return groups;
}

/** As they are read: "0412 7730 0005 9981". @param {readonly number[]} words */
export function written(words) {
  return words.map((group) => String(group).padStart(4, "0")).join(" ");
}
