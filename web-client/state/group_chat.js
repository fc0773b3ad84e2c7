// What is written in a group. The server carries it sealed and keeps it in memory until the group closes; it is opened once,
// when it comes, and read from this page's memory from then on.

import { signal } from "../vendor/signals.js";
import { newId } from "../protocol/ids.js";
import { problemFrom } from "../protocol/problem.js";

/** @typedef {import("../protocol/types.js").GroupMessage} GroupMessage */
/** @typedef {import("./types.js").Problem} Problem */

/**
 * @typedef {object} GroupWord
 * @property {string} id
 * @property {string} author
 * @property {string} name the author's
 * @property {import("../protocol/types.js").Role} role the author's
 * @property {number} at milliseconds since 1970; one's own clock while it is pending
 * @property {string | null} text null: written before this page had the keys
 * @property {"sending" | "posted" | "failed"} state
 * @property {Problem | null} problem
 */

/**
 * @typedef {object} GroupChatSetting
 * @property {import("../e2ee/letters.js").Letters} letters
 * @property {(command: import("../protocol/types.js").Command) => Promise<unknown>} request
 * @property {() => { id: string, name: string, role: import("../protocol/types.js").Role } | null} me
 */

export class GroupChat {
  #setting;
  #words = signal(/** @type {readonly GroupWord[]} */ ([]));
  /** The group; nothing in the common room. */
  #group = "";
  /** What came and could not be opened yet. @type {Map<string, GroupMessage>} */
  #closed = new Map();
  /** On its way on this socket. @type {Set<string>} */
  #sent = new Set();
  #open = true;

  /** @param {import("./owner.js").Owner} owner @param {GroupChatSetting} setting */
  constructor(owner, setting) {
    this.#setting = setting;
    owner.own(setting.letters.onKeys(() => this.#tryAgain()));
  }

  get words() {
    return this.#words;
  }

  /** @param {import("../protocol/types.js").Event} event @param {import("../protocol/types.js").Place} place as it is after it */
  hear(event, place) {
    if (event.type === "welcome" || event.type === "placed") this.#arrive(place);
    if (event.type === "group_posted" && this.#group) void this.#take(event.message);
  }

  /** @param {import("../protocol/types.js").Place} place */
  #arrive({ group, chat }) {
    const id = group?.name.id ?? "";
    if (id !== this.#group) {
      this.#group = id;
      this.#closed.clear();
      this.#sent.clear();
      this.#words.value = [];
    }
    for (const message of chat) void this.#take(message);
  }

  /** @param {GroupMessage} message */
  async #take(message) {
    const group = this.#group;
    const known = this.#words.peek().find(({ id }) => id === message.id);
    if (known?.state === "posted" && known.text !== null) return;
    const own = known && known.author === this.#setting.me()?.id ? known.text : null;
    const text = own ?? (await this.#setting.letters.open(message.sealed, { place: group, author: message.author, id: message.id }));
    // In another place meanwhile.
    if (group !== this.#group) return;
    if (text === null) this.#closed.set(message.id, message);
    else this.#closed.delete(message.id);
    this.#put({
      id: message.id, author: message.author, name: message.author_name, role: message.author_role, at: message.at, text, state: "posted", problem: null,
    });
  }

  /** @param {string} text */
  post(text) {
    const me = this.#setting.me();
    if (!me || !this.#group) return;
    const at = Date.now();
    this.#put({ id: newId(at), author: me.id, name: me.name, role: me.role, at, text, state: "sending", problem: null });
    this.#send();
  }

  /** @param {string} id */
  retry(id) {
    this.#change(id, { state: "sending", problem: null });
    this.#send();
  }

  /** @param {string} id */
  discard(id) {
    this.#words.value = this.#words.peek().filter((word) => word.id !== id);
  }

  /** The room hears now. */
  opened() {
    this.#open = true;
    this.#sent.clear();
    this.#send();
  }

  closed() {
    this.#open = false;
  }

  #tryAgain() {
    for (const message of this.#closed.values()) void this.#take(message);
    this.#send();
  }

  #send() {
    if (!this.#open) return;
    for (const word of this.#words.peek()) if (word.state === "sending" && !this.#sent.has(word.id)) void this.#sendOne(word);
  }

  /** @param {GroupWord} word */
  async #sendOne({ id, author, text }) {
    const group = this.#group;
    this.#sent.add(id);
    const sealed = await this.#setting.letters.seal(text ?? "", { place: group, author, id });
    // Without a key yet it waits for one; what was written for another group is not posted here.
    if (sealed === null || group !== this.#group || !this.#open) return void this.#sent.delete(id);
    try {
      await this.#setting.request({ type: "group_post", message: id, sealed });
      this.#change(id, { state: "posted" });
    } catch (error) {
      const problem = problemFrom(error);
      // Not answered: it waits for the next socket.
      if (problem.code === "unreachable") return;
      // Posted on an earlier socket, sealed anew since.
      if (problem.code === "message_conflict") this.#change(id, { state: "posted" });
      else this.#change(id, { state: "failed", problem });
    }
    this.#sent.delete(id);
  }

  /** @param {GroupWord} word */
  #put(word) {
    const others = this.#words.peek().filter(({ id }) => id !== word.id);
    const waiting = others.filter(({ state }) => state !== "posted");
    const posted = others.filter(({ state }) => state === "posted");
    const all = word.state === "posted" ? [...posted, word].sort((one, other) => one.at - other.at).concat(waiting) : [...posted, ...waiting, word];
    this.#words.value = all;
  }

  /** @param {string} id @param {Partial<GroupWord>} change */
  #change(id, change) {
    this.#words.value = this.#words.peek().map((word) => (word.id === id ? { ...word, ...change } : word));
  }
}
