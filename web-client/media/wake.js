// The screen does not fall asleep while one listens.

export class WakeLock {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #wanted = false;

  /** @param {import("../state/owner.js").Owner} owner */
  constructor(owner) {
    owner.own(() => this.want(false));
    // The system takes the lock away when the page is hidden.
    owner.listen(document, "visibilitychange", () => void this.#take());
  }

  /** @param {boolean} on */
  want(on) {
    this.#wanted = on;
    if (on) void this.#take();
    else {
      void this.#lock?.release().catch(() => {});
      this.#lock = null;
    }
  }

  async #take() {
    if (!this.#wanted || document.visibilityState !== "visible" || (this.#lock && !this.#lock.released)) return;
    try {
      const lock = (await navigator.wakeLock?.request("screen")) ?? null;
      // Asked for twice at once: one is enough, and nobody would let go of the other.
      if (lock && this.#lock && !this.#lock.released) void lock.release().catch(() => {});
      else this.#lock = lock;
    } catch {
      // A nearly empty battery: the system decides.
    }
    if (!this.#wanted) this.want(false);
  }
}
