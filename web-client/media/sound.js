// The page's one audio context: for the meter, the test tone, and the silence that starts the audio elements.

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {MediaStream | null} */
  #silence = null;

  /** @param {import("../state/owner.js").Owner} owner */
  constructor(owner) {
    owner.own(() => void this.#context?.close().catch(() => {}));
  }

  /** Null where the browser has none. Inside a tap it is running afterwards.
   * @returns {AudioContext | null} */
  context() {
    if (!this.#context && typeof AudioContext !== "undefined") this.#context = new AudioContext();
    if (this.#context?.state === "suspended") void this.#context.resume().catch(() => {});
    return this.#context;
  }

  /** @returns {MediaStream | null} */
  silence() {
    this.#silence ??= this.context()?.createMediaStreamDestination().stream ?? null;
    return this.#silence;
  }
}
