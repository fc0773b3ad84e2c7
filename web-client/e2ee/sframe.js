// SFrame, RFC 9605, with the cipher suites 4 and 5 (AES-GCM). A key is either for sealing or for opening, never both.

import { bigEndian, concat, fromBigEndian, utf8 } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

/** @typedef {{ id: number, hash: "SHA-256" | "SHA-512", keyLength: 16 | 32 }} Suite */

/** What Koronailta uses. @type {Suite} */
export const aes128 = { id: 4, hash: "SHA-256", keyLength: 16 };
/** @type {Suite} */
export const aes256 = { id: 5, hash: "SHA-512", keyLength: 32 };

const nonceLength = 12;
const tagBits = 128;
/** RFC 9605 §4.3: one byte, a key id of up to 8 and a counter of up to 8. */
export const longestHeader = 17;

/** The fewest bytes that hold the value. @param {bigint} value */
function shortest(value) {
  let length = 1;
  for (let rest = value >> 8n; rest > 0n; rest >>= 8n) length += 1;
  return bigEndian(value, length);
}

/** RFC 9605 §4.3. @param {bigint} kid @param {bigint} counter @returns {Bytes} */
export function encodeHeader(kid, counter) {
  const kidBytes = kid < 8n ? new Uint8Array(0) : shortest(kid);
  const counterBytes = counter < 8n ? new Uint8Array(0) : shortest(counter);
  const k = kidBytes.length ? 8 | (kidBytes.length - 1) : Number(kid);
  const c = counterBytes.length ? 8 | (counterBytes.length - 1) : Number(counter);
  return concat(Uint8Array.of((k << 4) | c), kidBytes, counterBytes);
}

/**
 * Null where there is no header, or a longer one than needed: the server's shape check takes only the shortest, too.
 * @param {Uint8Array} bytes
 * @returns {{ kid: bigint, counter: bigint, length: number } | null}
 */
export function decodeHeader(bytes) {
  const config = bytes[0];
  if (config === undefined) return null;
  const [k, c] = [config >> 4, config & 0xf];
  const kidLength = k & 8 ? (k & 7) + 1 : 0;
  const counterLength = c & 8 ? (c & 7) + 1 : 0;
  const length = 1 + kidLength + counterLength;
  if (bytes.length < length) return null;
  const kid = kidLength ? fromBigEndian(bytes.subarray(1, 1 + kidLength)) : BigInt(k);
  const counter = counterLength ? fromBigEndian(bytes.subarray(1 + kidLength, length)) : BigInt(c);
  return encodeHeader(kid, counter).length === length ? { kid, counter, length } : null;
}

/**
 * RFC 9605 §4.4.2. Exported for the test vectors.
 * @param {Suite} suite @param {bigint} kid @param {BufferSource} baseKey
 */
export async function deriveBits(suite, kid, baseKey) {
  const secret = await crypto.subtle.importKey("raw", baseKey, "HKDF", false, ["deriveBits"]);
  /** @param {string} label @param {number} length */
  const expand = async (label, length) => {
    const info = concat(utf8(label), bigEndian(kid, 8), bigEndian(suite.id, 2));
    const algorithm = { name: "HKDF", hash: suite.hash, salt: new Uint8Array(0), info };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, length * 8));
  };
  return {
    key: await expand("SFrame 1.0 Secret key ", suite.keyLength),
    salt: await expand("SFrame 1.0 Secret salt ", nonceLength),
  };
}

/** RFC 9605 §4.4.3. @param {Uint8Array} salt @param {bigint} counter @returns {Bytes} */
export function nonceOf(salt, counter) {
  const counted = bigEndian(counter, nonceLength);
  return Uint8Array.from(salt, (byte, at) => byte ^ (counted[at] ?? 0));
}

/** What seals under one key. There must be one for each key in the world: it holds the counter. */
export class SealingKey {
  #kid;
  #key;
  #salt;
  #counter;

  /** @param {bigint} kid @param {CryptoKey} key @param {Bytes} salt @param {bigint} counter */
  constructor(kid, key, salt, counter) {
    this.#kid = kid;
    this.#key = key;
    this.#salt = salt;
    this.#counter = counter;
  }

  /**
   * @param {bigint} kid @param {BufferSource} baseKey a fresh one, else nonces repeat
   * @param {Suite} [suite] @param {bigint} [counter] of the first frame
   * @returns {Promise<SealingKey>}
   */
  static async derive(kid, baseKey, suite = aes128, counter = 0n) {
    const { key, salt } = await deriveBits(suite, kid, baseKey);
    return new SealingKey(kid, await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]), salt, counter);
  }

  /** Header, ciphertext and tag; `metadata` is authenticated and not carried. @param {BufferSource} plain @param {Uint8Array} metadata */
  async seal(plain, metadata) {
    // Counted before the first await: two frames sealed at once never share a nonce.
    const counter = this.#counter;
    this.#counter += 1n;
    const header = encodeHeader(this.#kid, counter);
    const algorithm = { name: "AES-GCM", iv: nonceOf(this.#salt, counter), additionalData: concat(header, metadata), tagLength: tagBits };
    return concat(header, new Uint8Array(await crypto.subtle.encrypt(algorithm, this.#key, plain)));
  }
}

/** What opens frames of one key. */
export class OpeningKey {
  #key;
  #salt;

  /** @param {CryptoKey} key @param {Bytes} salt */
  constructor(key, salt) {
    this.#key = key;
    this.#salt = salt;
  }

  /** @param {bigint} kid @param {BufferSource} baseKey @param {Suite} [suite] @returns {Promise<OpeningKey>} */
  static async derive(kid, baseKey, suite = aes128) {
    const { key, salt } = await deriveBits(suite, kid, baseKey);
    return new OpeningKey(await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]), salt);
  }

  /**
   * Null where the authentication fails. `sealed` begins with the header that was decoded.
   * @param {Bytes} sealed @param {{ counter: bigint, length: number }} header @param {Uint8Array} metadata
   * @returns {Promise<Bytes | null>}
   */
  async open(sealed, header, metadata) {
    const additionalData = concat(sealed.subarray(0, header.length), metadata);
    const algorithm = { name: "AES-GCM", iv: nonceOf(this.#salt, header.counter), additionalData, tagLength: tagBits };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, this.#key, sealed.subarray(header.length)));
    } catch {
      return null;
    }
  }
}
