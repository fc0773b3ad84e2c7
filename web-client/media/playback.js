// The others' sound: audio elements that live as long as the page is in the evening. They are made and started in the tap
// on Join, because browsers let a page play only what a tap has started; streams are put in later.

import { signal } from "../vendor/signals.js";

export class Playback {
  /** @type {HTMLAudioElement[]} */
  #elements = [];
  #state = signal(/** @type {"ok" | "blocked"} */ ("ok"));
  #speaker = "";
  #owner;

  /** @param {import("../state/owner.js").Owner} owner */
  constructor(owner) {
    this.#owner = owner;
    owner.own(() => this.silence());
    owner.listen(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") void this.play();
    });
  }

  get state() {
    return this.#state;
  }

  static get canChooseSpeaker() {
    return typeof HTMLAudioElement !== "undefined" && "setSinkId" in HTMLAudioElement.prototype;
  }

  /**
   * To be called inside a tap.
   * @param {number} count
   * @param {MediaStream | null} silence played until there is something to hear: what never played was not started
   */
  prepare(count, silence) {
    while (this.#elements.length < count) {
      const element = new Audio();
      element.autoplay = true;
      element.srcObject = silence;
      if (this.#speaker) void this.#route(element);
      // A phone call or the system's own control pauses without asking.
      this.#owner.listen(element, "pause", () => void this.#start(element));
      this.#elements.push(element);
    }
    void this.play();
  }

  /**
   * The place of one receiving slot.
   * @param {number} index
   * @param {MediaStream | null} stream
   */
  put(index, stream) {
    if (index >= this.#elements.length) this.prepare(index + 1, null);
    const element = this.#elements[index];
    if (!element || element.srcObject === stream) return;
    element.srcObject = stream;
    if (stream) void this.#start(element);
  }

  /** Tries to play everything; inside a tap it succeeds. */
  async play() {
    await Promise.all(this.#elements.map((element) => this.#start(element)));
    if (this.#elements.every((element) => !element.srcObject || !element.paused)) this.#state.value = "ok";
  }

  /** @param {HTMLAudioElement} element */
  async #start(element) {
    if (!element.srcObject || !element.paused) return;
    try {
      await element.play();
    } catch (error) {
      // An element that was given another stream meanwhile is started with that one (AbortError).
      if (error instanceof Error && error.name === "NotAllowedError") this.#state.value = "blocked";
    }
  }

  /** @param {string} id */
  async setSpeaker(id) {
    this.#speaker = id;
    await Promise.all(this.#elements.map((element) => this.#route(element)));
  }

  /** @param {HTMLAudioElement} element */
  async #route(element) {
    if (!Playback.canChooseSpeaker) return;
    // A speaker that is gone: the browser's default goes on playing.
    await element.setSinkId(this.#speaker).catch(() => {});
  }

  /** Takes all streams out; the elements stay, they have been started by a tap. */
  silence() {
    for (const element of this.#elements) element.srcObject = null;
    this.#state.value = "ok";
  }
}
