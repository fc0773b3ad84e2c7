// Whether anything still comes from the server, by our own clock: browsers take half a minute to notice a dead path.

/** Empty slots bring about one packet a second each, so a silence of this length is not a lull. Milliseconds. */
const stalledMs = 5_000;
/** The same when there is a reason for doubt: signalling was lost, or the network is another one. */
const doubtedMs = 1_500;

export class Liveness {
  #bytes = 0;
  /** What came before is no news: the next number is only the one to compare with. */
  #fresh = true;
  /** Nothing has come since the restart. */
  #awaited = false;
  #changedAt;
  #doubted = false;

  /** @param {number} now milliseconds */
  constructor(now) {
    this.#changedAt = now;
  }

  /** Starts the patience anew. @param {number} now */
  forgive(now) {
    this.#changedAt = now;
    this.#doubted = false;
  }

  /** The same, and nothing is believed before something has come. @param {number} now */
  restarted(now) {
    this.forgive(now);
    this.#fresh = true;
    this.#awaited = true;
  }

  /** Less patience, until something arrives. */
  doubt() {
    this.#doubted = true;
  }

  /**
   * @param {number} received a number that grows with everything that arrives
   * @param {number} now milliseconds
   * @returns {"alive" | "awaited" | "stalled"} `awaited`: nothing has come since the restart
   */
  measure(received, now) {
    // It becomes smaller when the browser forgets a way that is no longer used, which is no news either.
    if (received > this.#bytes && !this.#fresh) {
      this.#changedAt = now;
      this.#doubted = false;
      this.#awaited = false;
    }
    this.#bytes = received;
    this.#fresh = false;
    if (now - this.#changedAt >= (this.#doubted ? doubtedMs : stalledMs)) return "stalled";
    return this.#awaited ? "awaited" : "alive";
  }
}
