// Whether what is said here is end-to-end encrypted, and by which words that can be checked aloud. Groups and talks of two
// always are, the common room in an encrypted evening.

import { signal } from "../vendor/signals.js";
import { Agreement, placeName } from "../e2ee/agreement.js";
import { Guard, ability } from "../e2ee/guard.js";
import { Letters } from "../e2ee/letters.js";

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("./room.js").Room} Room */

/**
 * @typedef {{ type: "open" }} OpenTalk the server could listen, as everywhere without such encryption
 * @typedef {{ type: "agreeing" }} Agreeing keys are being agreed on; nothing is sent or heard
 * @typedef {{ type: "sealed", epoch: number, words: readonly number[] }} Sealed
 * @typedef {{ type: "doubted" }} Doubted what the server says of keys does not fit together; nothing is sent
 * @typedef {OpenTalk | Agreeing | Sealed | Doubted} State
 */

export class Confidence {
  #say;
  #state = signal(/** @type {State} */ ({ type: "open" }));
  /** @type {Guard | null} */
  #guard = null;
  /** @type {Agreement | null} */
  #agreement = null;
  #letters = new Letters();
  /** Where one is as far as keys go; nothing where nothing is encrypted, null before it is known. @type {string | null} */
  #place = null;
  /** @type {string | null} */
  #sealedFor = null;
  /** What was encrypted once is so as long as the visit lasts: a server that takes it back is not heard. */
  #always = false;

  /** @param {(command: import("../protocol/types.js").Command) => void} say */
  constructor(say) {
    this.#say = say;
  }

  get state() {
    return this.#state;
  }
  /** Where what is written is sealed for: nothing where nothing is encrypted, null where it should be and cannot. */
  get sealedFor() {
    return this.#sealedFor;
  }
  /** What seals and opens the written words of the place. */
  get letters() {
    return this.#letters;
  }

  /** What the lines are led through, from the first one on, since it cannot be set later; null where the browser cannot encrypt.
   * @param {Room} room */
  guard(room) {
    this.#always ||= room.evening?.encrypted ?? false;
    if (!this.#guard && room.you && (this.#always || ability() !== null)) this.#guard = new Guard();
    return this.#guard;
  }

  /** @param {Room} room @param {Event} event */
  hear(room, event) {
    if (event.type === "welcome" || event.type === "placed") this.#arrive(room);
    if (!event.type.startsWith("key_") || !this.#place) return;
    void this.#agreement?.hear(event);
  }

  /** @param {Room} room */
  #arrive(room) {
    const guard = this.guard(room);
    const { group } = room.support.place;
    const evening = this.#always ? "evening" : "";
    const place = group ? placeName({ type: "group", group: group.name.id }) : evening;
    this.#sealedFor = room.you && (guard || !place) ? place : null;
    if (!room.you || place === this.#place) return;
    if (!guard) {
      // A server that puts this page where it cannot encrypt is not believed that the place is private.
      this.#state.value = place ? { type: "doubted" } : { type: "open" };
      return;
    }
    this.#place = place;
    this.#agreement ??= this.#agree(guard, room.you);
    this.#letters.clear();
    // Told of the move before it lets anything through.
    this.#agreement.goTo(place);
    if (place) {
      // Nothing that comes late from the place before is opened here.
      guard.forget(this.#agreement.nextKeyId);
    } else {
      guard.lift();
      guard.forgetSoon(this.#agreement.nextKeyId);
      this.#state.value = { type: "open" };
    }
  }

  /** @param {Guard} guard @param {string} me */
  #agree(guard, me) {
    return new Agreement({
      me,
      say: this.#say,
      openWith: (kid, key, of) => {
        guard.openWith(kid, key);
        void this.#letters.openWith(kid, key, of);
      },
      sealWith: (kid, key) => {
        guard.sealWith(kid, key);
        void this.#letters.sealWith(kid, key);
      },
      stop: () => {
        this.#letters.stop();
        this.#state.value = { type: "agreeing" };
        return guard.stop();
      },
      used: (first) => guard.forgetSoon(first),
      agreed: ({ epoch, words }) => (this.#state.value = { type: "sealed", epoch, words }),
      doubted: () => (this.#state.value = { type: "doubted" }),
    });
  }

  /** @returns {Promise<import("../e2ee/frames.js").Frames["counts"] | null>} */
  async counts() {
    return this.#guard ? this.#guard.counts() : null;
  }

  /** The server knows nothing of what was agreed. */
  forget() {
    this.#agreement?.dispose();
    // The next one may know this page by another id, and counts epochs anew.
    this.#agreement = null;
    this.#place = null;
    this.#sealedFor = null;
    this.#letters.clear();
    this.#guard?.forgetAll();
  }

  dispose() {
    this.#agreement?.dispose();
    this.#guard?.dispose();
    this.#guard = null;
    this.#agreement = null;
    this.#place = null;
    this.#sealedFor = null;
    this.#letters.clear();
    this.#state.value = { type: "open" };
  }
}
