// The page's one audio context: for the meter, the test tone, and the silence that starts the audio elements.

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {MediaStream | null} */
  #silence = null;
  #owner;

  /** @param {import("../state/owner.js").Owner} owner */
  constructor(owner) {
    this.#owner = owner;
    owner.listen(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") this.#resume();
    });
    owner.own(() => void this.#context?.close().catch(() => {}));
  }

  /** Null where the browser has none. Inside a tap it is running afterwards.
   * @returns {AudioContext | null} */
  context() {
    if (!this.#context && typeof AudioContext !== "undefined") {
      this.#context = new AudioContext();
      // After a phone call iPhones leave it "interrupted", which is in no standard.
      this.#owner.listen(this.#context, "statechange", () => this.#resume());
    }
    this.#resume();
    return this.#context;
  }

  #resume() {
    const context = this.#context;
    if (context && context.state !== "running" && context.state !== "closed") void context.resume().catch(() => {});
  }

  /** @returns {MediaStream | null} */
  silence() {
    this.#silence ??= this.context()?.createMediaStreamDestination().stream ?? null;
    return this.#silence;
  }
}
