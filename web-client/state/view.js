// What is shown, told to the server: it fills the slots from it. The page changes its mind often while it is laid out, so
// only the last word of a moment is sent, and the same word only once.

/** @typedef {import("../protocol/types.js").Want} Want */

const momentMs = 60;
/** The server takes no more tiles. */
const atMost = 64;

export class View {
  #owner;
  #send;
  /** @type {readonly Want[]} */
  #wants = [];
  #sent = "";
  #open = false;
  #planned = false;

  /** @param {import("./owner.js").Owner} owner @param {(wants: Want[]) => Promise<unknown>} send */
  constructor(owner, send) {
    this.#owner = owner;
    this.#send = send;
  }

  /** @param {readonly Want[]} wants */
  set(wants) {
    this.#wants = wants;
    this.#plan();
  }

  /** A new peer connection: the server is told anew. */
  opened() {
    this.#open = true;
    this.#sent = "";
    this.#plan();
  }

  /** Out of the room: nothing is shown. */
  closed() {
    this.#open = false;
    this.#wants = [];
  }

  #plan() {
    if (this.#planned || !this.#open) return;
    this.#planned = true;
    this.#owner.after(momentMs, () => {
      this.#planned = false;
      void this.#tell();
    });
  }

  /** As the server may be told now. @returns {Want[]} */
  get wants() {
    return this.#wants.slice(0, atMost).map(({ participant, source, width, height }) => ({
      participant,
      source,
      width: pixels(width),
      height: pixels(height),
    }));
  }

  async #tell() {
    const { wants } = this;
    const words = JSON.stringify(wants);
    if (!this.#open || words === this.#sent) return;
    this.#sent = words;
    try {
      await this.#send(wants);
    } catch {
      // Not heard or refused: said again with the next change or the next connection.
      if (this.#sent === words) this.#sent = "";
    }
  }
}

/** @param {number} value @returns {number} a whole number that fits 16 bits */
function pixels(value) {
  return Math.min(65_535, Math.max(1, Math.round(value) || 1));
}
