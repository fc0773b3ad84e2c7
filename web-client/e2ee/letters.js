// Written words of an encrypted place: sealed as frames are (RFC 9605), under keys of their own that come from the same base
// keys. Each is bound to its place, its author and its id, so that nobody can put it elsewhere or into another's mouth.

import { concat, fromBase64, toBase64, utf8 } from "./bytes.js";
import { OpeningKey, SealingKey, decodeHeader } from "./sframe.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{ place: string, author: string, id: string }} Envelope what is written on the outside */

/** Keys of so many people and epochs are kept while one is in a place; words of even older epochs stay closed. */
const mostKeys = 512;

/** Another key than the one of frames: their counters know nothing of each other. @param {Bytes} baseKey @returns {Promise<Bytes>} */
async function ownKey(baseKey) {
  const secret = await crypto.subtle.importKey("raw", baseKey, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: utf8("koronailta chat"), info: new Uint8Array(0) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, 128));
}

/** @param {Envelope} envelope */
function outside({ place, author, id }) {
  return utf8([place, author, id].join("|"));
}

export class Letters {
  /** @type {SealingKey | null} */
  #sealing = null;
  /** @type {Map<bigint, { key: OpeningKey, of: string }>} */
  #opening = new Map();
  /** Which place the keys are for; what is still being derived for another one is dropped. */
  #stay = 0;
  /** @type {Set<() => void>} */
  #waiting = new Set();
  /** Keys are taken in order. @type {Promise<void>} */
  #tail = Promise.resolve();

  /** Something that could not be sealed or opened may be possible now. @param {() => void} listener @returns {() => void} ends it */
  onKeys(listener) {
    this.#waiting.add(listener);
    return () => void this.#waiting.delete(listener);
  }

  /** @param {bigint} kid @param {Bytes} baseKey @param {string} of whose key it is */
  openWith(kid, baseKey, of) {
    return this.#next(async () => {
      this.#opening.set(kid, { key: await OpeningKey.derive(kid, await ownKey(baseKey)), of });
      const [oldest] = this.#opening.keys();
      if (this.#opening.size > mostKeys && oldest !== undefined) this.#opening.delete(oldest);
    });
  }

  /** @param {bigint} kid @param {Bytes} baseKey */
  sealWith(kid, baseKey) {
    return this.#next(async () => {
      this.#sealing = await SealingKey.derive(kid, await ownKey(baseKey));
    });
  }

  /** Nothing is sealed until there is a key again. */
  stop() {
    this.#sealing = null;
    // Also one that is on its way.
    void this.#next(async () => void (this.#sealing = null));
  }

  /** Elsewhere now: what was written there cannot be opened here. */
  clear() {
    this.#stay += 1;
    this.#sealing = null;
    this.#opening.clear();
  }

  /** Null as long as there is no key. @param {string} text @param {Envelope} envelope @returns {Promise<string | null>} */
  async seal(text, envelope) {
    await this.#tail;
    const sealed = await this.#sealing?.seal(utf8(text), outside(envelope));
    return sealed ? toBase64(sealed) : null;
  }

  /** Null for what cannot be opened, or was not written by whom it is said to be by.
   * @param {string} sealed @param {Envelope} envelope @returns {Promise<string | null>} */
  async open(sealed, envelope) {
    await this.#tail;
    const bytes = fromBase64(sealed);
    const header = bytes && decodeHeader(bytes);
    const known = header && this.#opening.get(header.kid);
    if (!known || known.of !== envelope.author) return null;
    const plain = await known.key.open(bytes, header, outside(envelope));
    return plain && new TextDecoder().decode(concat(plain));
  }

  /** @param {() => Promise<void>} step */
  #next(step) {
    const stay = this.#stay;
    this.#tail = this.#tail.then(async () => {
      if (stay !== this.#stay) return;
      await step();
      if (stay !== this.#stay) {
        this.#sealing = null;
        this.#opening.clear();
        return;
      }
      for (const listener of this.#waiting) listener();
    });
    return this.#tail;
  }
}
