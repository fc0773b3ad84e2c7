// Whether anything still comes from the server, by our own clock: browsers take half a minute to notice a dead path.

/** Empty slots bring about one packet a second each, so a silence of this length is not a lull. Milliseconds. */
const stalledMs = 5_000;

export class Liveness {
  #bytes = -1;
  #changedAt;

  /** @param {number} now milliseconds */
  constructor(now) {
    this.#changedAt = now;
  }

  /** Starts the patience anew, for example after a restart. @param {number} now */
  forgive(now) {
    this.#changedAt = now;
  }

  /**
   * @param {number} received a number that grows with everything that arrives
   * @param {number} now milliseconds
   * @returns {"alive" | "stalled"}
   */
  measure(received, now) {
    if (received !== this.#bytes) {
      this.#bytes = received;
      this.#changedAt = now;
    }
    return now - this.#changedAt >= stalledMs ? "stalled" : "alive";
  }
}
