// How this page agrees on keys with the others of an encrypted place. The server carries the words and is not believed:
// every key is checked against what its owner was bound to before anybody's key was known.

import { bigEndian, concat, fromBase64, sameBytes, toBase64, utf8 } from "./bytes.js";
import { wordsOf } from "./words.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("../protocol/types.js").KeyEpoch} KeyEpoch */
/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("../protocol/types.js").Command} Command */
/** @typedef {import("../protocol/types.js").KeyRevealed} KeyRevealed */

const senders = 4096;

/**
 * @typedef {object} AgreementSetting
 * @property {string} me one's own participant id
 * @property {(command: Command) => void} say
 * @property {(kid: bigint, baseKey: Bytes, of: string) => void} openWith a participant's key, oneself's too
 * @property {(kid: bigint, baseKey: Bytes) => void} sealWith send under this key from now on
 * @property {() => Promise<void> | void} stop send nothing until there is a key again; when that is certain
 * @property {(first: bigint) => void} used key ids below this one are of earlier epochs, soon nobody sends under them
 * @property {(words: Agreed) => void} agreed
 * @property {(why: "commit" | "reveal" | "set") => void} doubted the server's words do not fit together
 */

/** @typedef {{ epoch: number, words: readonly number[], keys: ReadonlyMap<string, string> }} Agreed what can be compared aloud */

/** SFrame's key id. @param {number} epoch @param {number} sender */
export function keyId(epoch, sender) {
  return BigInt(epoch) * BigInt(senders) + BigInt(sender);
}

/** @param {BufferSource} bytes */
async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** @param {number} epoch @param {string} participant @param {Bytes} publicKey @param {Bytes} nonce */
export function commitment(epoch, participant, publicKey, nonce) {
  return sha256(concat(utf8("koronailta commit"), bigEndian(epoch, 4), utf8(participant), publicKey, nonce));
}

/** What a place is called where keys are about it. @param {KeyEpoch["scope"]} scope */
export function placeName(scope) {
  return scope.type === "group" ? `group ${scope.group}` : "evening";
}

/** One epoch of which this page is a member. */
class Round {
  /** @type {Map<string, string>} who is bound to what */
  commits = new Map();
  /** @type {Map<string, CryptoKey>} */
  publicKeys = new Map();
  /** Shares that came before the keys that open them. @type {Map<string, string>} */
  early = new Map();
  /** @type {Set<string>} */
  opened = new Set();
  nonce = crypto.getRandomValues(new Uint8Array(16));
  baseKey = crypto.getRandomValues(new Uint8Array(16));
  /** How far it is. Each step is taken once: who could commit anew after the reveals could choose a key that gives the same words.
   * @type {"committed" | "revealed" | "checked"} */
  step = "committed";
  ready = false;
  shared = false;
  used = false;

  /** @param {KeyEpoch} epoch @param {Map<string, number>} senderOf */
  constructor(epoch, senderOf) {
    this.epoch = epoch;
    this.senderOf = senderOf;
  }
}

export class Agreement {
  #setting;
  /** @type {Promise<{ pair: CryptoKeyPair, publicKey: Bytes }>} */
  #own;
  /** @type {Round | null} */
  #round = null;
  #place = "";
  /** The highest epoch that was heard of. */
  #newest = 0;
  #over = false;
  /** Nothing goes out in the clear any more. @type {Promise<void> | void} */
  #stopped = undefined;
  /** Events are worked through in order. @type {Promise<void>} */
  #tail = Promise.resolve();

  /** @param {AgreementSetting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.#own = makeOwn();
  }

  /**
   * Elsewhere now: what was the key there is none here, and epochs of other places are none of this page's business.
   * @param {string} place its name; nothing for a place where nothing is encrypted
   */
  goTo(place) {
    if (place === this.#place) return;
    this.#place = place;
    this.#round = null;
    this.#stopped = this.#setting.stop();
  }

  /** The lowest key id that an epoch after all known ones can have. */
  get nextKeyId() {
    return keyId(this.#newest + 1, 0);
  }

  /** All that was agreed is void, and what is still on its way changes nothing. */
  dispose() {
    this.#over = true;
    this.#round = null;
    void this.#setting.stop();
  }

  /** Takes an event of the room; those that are about something else change nothing. @param {Event} event @returns {Promise<void>} */
  hear(event) {
    this.#tail = this.#tail.then(() => this.#take(event)).catch(() => this.#give("set"));
    return this.#tail;
  }

  /** @param {Event} event */
  async #take(event) {
    if (this.#over) return;
    if (event.type === "key_epoch") return this.#begin(event.epoch);
    const round = this.#round;
    if (!round || !("epoch" in event) || event.epoch !== round.epoch.epoch) return;
    if (event.type === "key_commits") await this.#reveal(round, event.commits);
    else if (event.type === "key_reveals") await this.#check(round, event.reveals);
    else if (event.type === "key_share") await this.#receive(round, event.from, event.sealed);
    else if (event.type === "key_use" && round.shared && !round.used) {
      // Once: whoever began to seal anew under the same key would repeat its counters.
      round.used = true;
      this.#setting.sealWith(keyId(event.epoch, round.senderOf.get(this.#setting.me) ?? 0), round.baseKey);
      this.#setting.used(keyId(event.epoch, 0));
    }
  }

  /** Takes no part any more: what is sent would be for somebody who was put in between. @param {"commit" | "reveal" | "set"} why */
  #give(why) {
    if (this.#over) return;
    this.#round = null;
    void this.#setting.stop();
    this.#setting.doubted(why);
  }

  /** @param {KeyEpoch} epoch */
  async #begin(epoch) {
    this.#newest = Math.max(this.#newest, epoch.epoch);
    if (placeName(epoch.scope) !== this.#place) return;
    const round = new Round(epoch, new Map(epoch.members.map(({ participant, sender }) => [participant, sender])));
    this.#round = round;
    // Who commits says with it that it sends nothing in the clear.
    await this.#stopped;
    const { publicKey } = await this.#own;
    const commit = await commitment(epoch.epoch, this.#setting.me, publicKey, round.nonce);
    if (this.#round !== round) return;
    // Also who was left out commits: the room begins another epoch for them.
    this.#setting.say({ type: "key_commit", epoch: epoch.epoch, commit: toBase64(commit) });
    round.commits.set(this.#setting.me, toBase64(commit));
  }

  /** @param {Round} round @param {readonly { participant: string, commit: string }[]} commits */
  async #reveal(round, commits) {
    if (round.step !== "committed") return;
    const mine = round.commits.get(this.#setting.me);
    const told = new Map(commits.map(({ participant, commit }) => [participant, commit]));
    const known = commits.every(({ participant }) => round.senderOf.has(participant));
    if (told.get(this.#setting.me) !== mine || told.size !== commits.length || !known) return this.#give("commit");
    round.commits = told;
    round.step = "revealed";
    const { publicKey } = await this.#own;
    if (this.#round !== round) return;
    const [key, nonce] = [toBase64(publicKey), toBase64(round.nonce)];
    this.#setting.say({ type: "key_reveal", epoch: round.epoch.epoch, public_key: key, nonce });
  }

  /** @param {Round} round @param {readonly KeyRevealed[]} reveals */
  async #check(round, reveals) {
    if (round.step !== "revealed") return;
    round.step = "checked";
    const same = reveals.length === round.commits.size && reveals.every(({ participant }) => round.commits.has(participant));
    const { publicKey } = await this.#own;
    // Twice the same one would hide that another is missing.
    if (!same || new Set(reveals.map(({ participant }) => participant)).size !== reveals.length) return this.#give("set");
    for (const { participant, public_key, nonce } of reveals) {
      const [key, random] = [fromBase64(public_key), fromBase64(nonce)];
      if (!key || !random || toBase64(await commitment(round.epoch.epoch, participant, key, random)) !== round.commits.get(participant)) {
        return this.#give("reveal");
      }
      if (participant === this.#setting.me && !sameBytes(key, publicKey)) return this.#give("reveal");
      round.publicKeys.set(participant, await crypto.subtle.importKey("raw", key, { name: "ECDH", namedCurve: "P-256" }, false, []));
    }
    const keys = new Map(reveals.map(({ participant, public_key }) => [participant, public_key]));
    const words = await wordsOf(round.epoch.epoch, reveals);
    // Void meanwhile.
    if (this.#round !== round) return;
    this.#setting.agreed({ epoch: round.epoch.epoch, words, keys });
    await this.#share(round);
    for (const [from, sealed] of round.early) await this.#receive(round, from, sealed);
  }

  /** @param {Round} round */
  async #share(round) {
    const { me } = this.#setting;
    const others = [...round.publicKeys.keys()].filter((participant) => participant !== me);
    const shares = await Promise.all(others.map(async (to) => ({ to, sealed: await this.#sealFor(round, to) })));
    if (this.#round !== round) return;
    this.#setting.openWith(keyId(round.epoch.epoch, round.senderOf.get(me) ?? 0), round.baseKey, me);
    round.shared = true;
    this.#setting.say({ type: "key_shares", epoch: round.epoch.epoch, shares });
    this.#readyIfAll(round);
  }

  /** @param {Round} round @param {string} from @param {string} to */
  async #pairKey(round, from, to) {
    const other = round.publicKeys.get(from === this.#setting.me ? to : from);
    if (!other) throw new Error("no key of theirs");
    const { pair } = await this.#own;
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, pair.privateKey, 256);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = utf8([placeName(round.epoch.scope), round.epoch.epoch, from, to].join("|"));
    const algorithm = { name: "HKDF", hash: "SHA-256", salt: utf8("koronailta share"), info };
    return crypto.subtle.deriveKey(algorithm, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /** @param {Round} round @param {string} to */
  async #sealFor(round, to) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const key = await this.#pairKey(round, this.#setting.me, to);
    return toBase64(concat(iv, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, round.baseKey))));
  }

  /** @param {Round} round @param {string} from @param {string} sealed */
  async #receive(round, from, sealed) {
    const sender = round.senderOf.get(from);
    if (sender === undefined || round.opened.has(from)) return;
    if (!round.publicKeys.has(from)) {
      round.early.set(from, sealed);
      return;
    }
    const bytes = fromBase64(sealed);
    if (!bytes) return;
    try {
      const key = await this.#pairKey(round, from, this.#setting.me);
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
      if (opened.byteLength !== 16 || this.#round !== round) return;
      round.opened.add(from);
      this.#setting.openWith(keyId(round.epoch.epoch, sender), new Uint8Array(opened), from);
    } catch {
      // Changed on the way or not meant for this page: this one is not heard.
      return;
    }
    this.#readyIfAll(round);
  }

  /** @param {Round} round */
  #readyIfAll(round) {
    const others = [...round.publicKeys.keys()].filter((participant) => participant !== this.#setting.me);
    if (round.ready || !others.every((participant) => round.opened.has(participant))) return;
    round.ready = true;
    this.#setting.say({ type: "key_ready", epoch: round.epoch.epoch });
  }
}

async function makeOwn() {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  return { pair, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
}
