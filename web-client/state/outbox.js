// One's own messages until the server has acknowledged them: kept over reconnects and reloads, sent in order, always
// with the same id, so that nothing is lost and nothing doubled.

import { signal } from "../vendor/signals.js";
import { newId } from "../protocol/ids.js";
import { problemFrom } from "../protocol/problem.js";

/** @typedef {import("./types.js").PendingMessage} PendingMessage */
/** @typedef {import("../protocol/types.js").ChatAudience} ChatAudience */
/** @typedef {Extract<import("../protocol/types.js").Outcome, { type: "chat_stored" }>} Stored */

/**
 * @typedef {object} OutboxSetting
 * @property {(command: import("../protocol/types.js").Command) => Promise<import("../protocol/types.js").Outcome>} request
 * @property {(message: PendingMessage, stored: Stored) => void} stored called once for each message
 * @property {(pending: readonly PendingMessage[]) => void} keep
 * @property {(milliseconds: number, body: () => void) => void} after
 */

export class Outbox {
  #setting;
  #pending = signal(/** @type {readonly PendingMessage[]} */ ([]));
  /** Sent on this socket and not answered yet. @type {Set<string>} */
  #sent = new Set();
  #open = false;
  /** The server asked for patience: until then all wait, so that none is overtaken. */
  #paused = false;

  /** @param {OutboxSetting} setting @param {readonly unknown[]} kept */
  constructor(setting, kept = []) {
    this.#setting = setting;
    this.#pending.value = kept.filter(isPending);
  }

  get pending() {
    return this.#pending;
  }

  /** @param {string} text @param {ChatAudience} audience */
  post(text, audience) {
    const now = Date.now();
    this.#set([...this.#pending.peek(), { id: newId(now), text, audience, at: now, state: "sending", problem: null }]);
    this.#send();
  }

  /** @param {string} id */
  retry(id) {
    this.#change(id, { state: "sending", problem: null });
    this.#send();
  }

  /** @param {string} id */
  discard(id) {
    this.#set(this.#pending.peek().filter((message) => message.id !== id));
  }

  /** The room hears now: everything goes out, also what was sent on a lost socket and not acknowledged. */
  opened() {
    this.#sent.clear();
    this.#open = true;
    this.#send();
  }

  closed() {
    this.#open = false;
    this.#sent.clear();
  }

  /** The message stands in the room's own list. @param {string} id */
  seen(id) {
    if (this.#pending.peek().some((message) => message.id === id)) this.discard(id);
  }

  #send() {
    if (!this.#open || this.#paused) return;
    for (const message of this.#pending.peek()) {
      if (message.state !== "sending" || this.#sent.has(message.id)) continue;
      this.#sent.add(message.id);
      void this.#sendOne(message);
    }
  }

  /** @param {PendingMessage} message */
  async #sendOne(message) {
    const { id, text, audience } = message;
    try {
      const outcome = await this.#setting.request({ type: "chat_post", message: id, text, audience });
      this.#sent.delete(id);
      if (outcome.type === "chat_stored" && this.#pending.peek().some((one) => one.id === id)) {
        this.#setting.stored(message, outcome);
        this.discard(id);
      }
    } catch (error) {
      this.#failed(id, problemFrom(error));
    }
  }

  /** @param {string} id @param {import("./types.js").Problem} problem */
  #failed(id, problem) {
    // Not answered: it waits for the next socket.
    if (problem.code === "unreachable" || problem.code === "not_admitted" || problem.code === "not_joined") return;
    this.#sent.delete(id);
    if (problem.code === "too_many_commands") {
      if (this.#paused) return;
      this.#paused = true;
      this.#setting.after(Number(problem.params["retry_ms"] ?? 1_000), () => {
        this.#paused = false;
        this.#send();
      });
      return;
    }
    this.#change(id, { state: "failed", problem });
  }

  /** @param {string} id @param {Partial<PendingMessage>} change */
  #change(id, change) {
    this.#set(this.#pending.peek().map((message) => (message.id === id ? { ...message, ...change } : message)));
  }

  /** @param {readonly PendingMessage[]} pending */
  #set(pending) {
    this.#pending.value = pending;
    this.#setting.keep(pending);
  }
}

/** What a tab kept may be from an older page. @param {any} value @returns {value is PendingMessage} */
function isPending(value) {
  return (
    typeof value?.id === "string" &&
    typeof value.text === "string" &&
    typeof value.at === "number" &&
    (value.audience?.type === "everyone" || typeof value.audience?.with === "string") &&
    (value.state === "sending" || value.state === "failed")
  );
}
