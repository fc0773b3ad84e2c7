// Whether what is said is end-to-end encrypted, and by which words that can be checked aloud.

import { signal } from "../vendor/signals.js";
import { Agreement } from "../e2ee/agreement.js";
import { Guard } from "../e2ee/guard.js";

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

  /** @param {(command: import("../protocol/types.js").Command) => void} say */
  constructor(say) {
    this.#say = say;
  }

  get state() {
    return this.#state;
  }

  /**
   * What an encrypted evening's lines are led through; null in others. What was encrypted once is so as long as the visit lasts:
   * a server that takes it back is not heard.
   * @param {Room} room
   */
  guard(room) {
    if (!this.#guard) {
      if (!room.evening?.encrypted || !room.you) return null;
      this.#guard = new Guard();
      // Closed to begin with; a key opens it.
      this.#guard.setMode("closed");
    }
    return this.#guard;
  }

  /** @param {Room} room @param {Event} event */
  hear(room, event) {
    if (!event.type.startsWith("key_")) return;
    const guard = this.guard(room);
    if (!guard || !room.you) return;
    if (event.type === "key_epoch" && this.#state.peek().type === "open") this.#state.value = { type: "agreeing" };
    this.#agreement ??= this.#agree(guard, room.you);
    void this.#agreement.hear(event);
  }

  /** @param {Guard} guard @param {string} me */
  #agree(guard, me) {
    return new Agreement({
      me,
      say: this.#say,
      openWith: (kid, key) => guard.openWith(kid, key),
      sealWith: (kid, key) => guard.sealWith(kid, key),
      stop: () => {
        guard.stop();
        this.#state.value = { type: "agreeing" };
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
    this.#guard?.forgetAll();
  }

  dispose() {
    this.#agreement?.dispose();
    this.#guard?.dispose();
    this.#guard = null;
    this.#agreement = null;
    this.#state.value = { type: "open" };
  }
}
