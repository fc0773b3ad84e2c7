// Whether anything still comes from the server, by our own clock: browsers take half a minute to notice a dead path.

/** Empty slots bring about one packet a second each, so a silence of this length is not a lull. Milliseconds. */
const stalledMs = 5_000;
/** The same when there is a reason for doubt: signalling was lost, or the network is another one. */
const doubtedMs = 1_500;

export class Liveness {
  #bytes = -1;
  #changedAt;
  #doubted = false;

  /** @param {number} now milliseconds */
  constructor(now) {
    this.#changedAt = now;
  }

  /** Starts the patience anew, for example after a restart. @param {number} now */
  forgive(now) {
    this.#changedAt = now;
    this.#doubted = false;
  }

  /** Less patience, until something arrives. */
  doubt() {
    this.#doubted = true;
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
      this.#doubted = false;
    }
    return now - this.#changedAt >= (this.#doubted ? doubtedMs : stalledMs) ? "stalled" : "alive";
  }
}
