// The queue of what the person should read.

import { signal } from "../vendor/signals.js";

/** @typedef {import("./types.js").Notice} Notice */
/** @typedef {import("./types.js").Said} Said */

/** Information goes by itself; warnings and problems wait until they are read. */
const shownMs = 8_000;
/** Older ones give way: a wall of notices is read by nobody. */
const atMost = 5;

export class Notices {
  #owner;
  #next = 1;
  /** @type {import("../vendor/signals.js").Signal<readonly Notice[]>} */
  #list = signal(/** @type {readonly Notice[]} */ ([]));
  /** @type {import("../vendor/signals.js").Signal<Said | null>} */
  #said = signal(/** @type {Said | null} */ (null));

  /** @param {import("./owner.js").Owner} owner */
  constructor(owner) {
    this.#owner = owner;
  }

  get list() {
    return this.#list;
  }
  get said() {
    return this.#said;
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} params
   * @param {Notice["tone"]} tone
   */
  add(key, params, tone) {
    const notice = { id: this.#next++, key, params, tone, at: Date.now() };
    // The same words again replace the older ones.
    const others = this.#list.peek().filter((one) => one.key !== key || JSON.stringify(one.params) !== JSON.stringify(params));
    this.#list.value = [...others, notice].slice(-atMost);
    if (tone === "info") this.#owner.after(shownMs, () => this.dismiss(notice.id));
  }

  /** @param {import("./types.js").Problem} problem */
  addProblem(problem) {
    this.add(problem.key, problem.params, "problem");
  }

  /** @param {number} id */
  dismiss(id) {
    this.#list.value = this.#list.peek().filter((one) => one.id !== id);
  }

  /** What these say no longer holds. @param {readonly string[]} keys */
  settle(keys) {
    const left = this.#list.peek().filter((one) => !keys.includes(one.key));
    if (left.length < this.#list.peek().length) this.#list.value = left;
  }

  /** @param {string} key @param {Record<string, string | number>} params */
  say(key, params) {
    this.#said.value = { id: this.#next++, key, params };
  }

  clear() {
    this.#list.value = [];
  }
}
