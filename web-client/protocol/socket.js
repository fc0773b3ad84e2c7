// One WebSocket: commands with numbers, each with exactly one answer, and a watch that notices when it is dead.

import { Owner } from "../state/owner.js";
import { Refused, problemOf, unreachable } from "./problem.js";

/** @typedef {import("./types.js").Command} Command */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").ServerMessage} ServerMessage */

export const subprotocol = "koronailta.v1";

/**
 * Opening takes no longer than this, or it is given up: what a system sends in vain it repeats ever more seldom. Nor, once open, does the server's
 * first word.
 */
const openingMs = 5_000;
/**
 * The same where several were given up. Chromium counts them over three to six minutes, and from some fifteen on holds each new one back for
 * up to five seconds.
 */
const laterOpeningMs = 8_500;
const laterFrom = 3;
/** An attempt that is younger than this need not make way for a new one. */
const freshMs = 1_000;
/** After so long a silence the server is asked for a sign of life … */
const silenceMs = 3_000;
/** … which has to come within this time. Both together leave room in the server's ten seconds of grace. */
const signMs = 3_000;
/** The same when there is a reason for doubt: the page woke up, or the network changed. */
const doubtMs = 2_000;

/**
 * @typedef {object} SocketEars
 * @property {() => void} opened
 * @property {(message: Extract<ServerMessage, { type: "event" | "live" | "closing" }>) => void} heard
 * @property {() => void} lost once, after an opened or unopened socket is gone
 * @property {() => Command | null} sign a harmless command that the server answers; null: the first one is not answered yet
 */

export class Socket {
  #owner = new Owner();
  #ears;
  #socket;
  #next = 1;
  /** @type {Map<number, { resolve: (outcome: Outcome) => void, reject: (refused: Refused) => void }>} */
  #waiting = new Map();
  #lastHeard;
  /** When a sign of life is due at the latest. @type {number | null} */
  #due = null;

  /**
   * @param {string} url
   * @param {SocketEars} ears
   * @param {typeof WebSocket} Kind
   * @param {number} attempt how many were given up before
   */
  constructor(url, ears, Kind = WebSocket, attempt = 0) {
    this.#ears = ears;
    this.#lastHeard = performance.now();
    this.#socket = new Kind(url, [subprotocol]);
    const giveUp = this.#owner.after(attempt < laterFrom ? openingMs : laterOpeningMs, () => this.#end());
    this.#owner.listen(this.#socket, "open", () => {
      giveUp();
      this.#lastHeard = performance.now();
      // Something in between may take the connection and never pass it on.
      this.#due = this.#lastHeard + openingMs;
      this.#owner.every(500, () => this.#watch());
      this.#ears.opened();
    });
    this.#owner.listen(this.#socket, "message", ({ data }) => this.#take(data));
    this.#owner.listen(this.#socket, "close", () => this.#end());
    // An error is always followed by a close, but not before a long timeout in some browsers.
    this.#owner.listen(this.#socket, "error", () => this.#end());
  }

  get open() {
    return !this.#owner.over && this.#socket.readyState === 1;
  }

  /**
   * @param {Command} command
   * @returns {Promise<Outcome>} rejects with `Refused`
   */
  request(command) {
    if (!this.open) return Promise.reject(new Refused(unreachable));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, command }));
    });
  }

  /** Something happened that may have killed the socket: ask at once. One that does not open yet makes way for another. */
  doubt() {
    if (this.open) this.#ask(doubtMs);
    else if (performance.now() - this.#lastHeard > freshMs) this.#end();
  }

  /** Closes without a word; `lost` is not called. */
  close() {
    this.#owner.dispose();
    this.#refuseAll();
    this.#socket.close();
  }

  #end() {
    if (this.#owner.over) return;
    this.close();
    this.#ears.lost();
  }

  #refuseAll() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Refused(unreachable));
  }

  /** @param {unknown} data */
  #take(data) {
    this.#lastHeard = performance.now();
    this.#due = null;
    if (typeof data !== "string") return;
    /** @type {ServerMessage} */
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.type === "done") this.#answered(message.id)?.resolve(message.outcome);
    else if (message.type === "rejected") this.#answered(message.id)?.reject(new Refused(problemOf(message.rejection)));
    // A newer server may say more; what is unknown is not for this page.
    else if (message.type === "event" || message.type === "live" || message.type === "closing") this.#ears.heard(message);
  }

  /** @param {number} id */
  #answered(id) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #watch() {
    const now = performance.now();
    if (this.#due !== null) {
      // A page that slept until just now gives the answer the time to come in.
      if (now > this.#due) this.#end();
    } else if (now - this.#lastHeard > silenceMs) {
      this.#ask(signMs);
    }
  }

  /** @param {number} within milliseconds */
  #ask(within) {
    const due = performance.now() + within;
    this.#due = this.#due === null ? due : Math.min(this.#due, due);
    const command = this.#ears.sign();
    if (command) this.request(command).catch(() => {});
  }
}
