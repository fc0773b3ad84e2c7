// Captions as they are read and written here. In an encrypted place they are sealed with its keys before they go out, and what
// could be read on the way is neither written nor shown there.

import { signal } from "../vendor/signals.js";
import { languages } from "../i18n/index.js";
import { problemFrom } from "../protocol/problem.js";

/** @typedef {import("../protocol/types.js").Caption} Caption */
/** @typedef {import("../protocol/types.js").CaptionLine} CaptionLine */
/** @typedef {import("../protocol/types.js").SealedCaption} SealedCaption */

/** Lines that are kept of each writer: what fits under the pictures, and what may still be corrected. */
const linesKept = 4;
/** Lines that wait, one's own for the server or a key, others' for a key: fewer than the server takes at once. Older ones nobody
 * needs any more. */
const mostWaiting = 32;
/** Answers after which a line is sent again once the room hears: it was not refused. */
const notHeard = ["unreachable", "not_admitted", "not_joined"];

/** What was written, and whether it is on its way.
 * @typedef {{ line: CaptionLine, underWay: boolean }} Written */

/**
 * @typedef {object} CaptionsSetting
 * @property {import("../e2ee/letters.js").Letters} letters
 * @property {(command: import("../protocol/types.js").Command) => Promise<unknown>} request
 * @property {() => string | null} me
 * @property {() => string | null} place where one is as far as keys go: nothing where nothing is encrypted, null before it is known
 */

export class Captions {
  #setting;
  #lines = signal(/** @type {readonly Caption[]} */ ([]));
  #begun = signal(0);
  #full = signal(false);
  /** Where it is read and written; as long as it is not known, nothing is. @type {string | null} */
  #place = null;
  /** What came and could not be opened yet. @type {Map<string, SealedCaption>} */
  #closed = new Map();
  /** What was written and is not with the server yet, by line: the line is away, or there is no key. @type {Map<number, Written>} */
  #unsent = new Map();
  /** Lines grow: each is opened after the ones before it, and sealed so. @type {Promise<void>} */
  #opening = Promise.resolve();
  /** @type {Promise<void>} */
  #sealing = Promise.resolve();

  /** @param {import("./owner.js").Owner} owner @param {CaptionsSetting} setting */
  constructor(owner, setting) {
    this.#setting = setting;
    owner.own(setting.letters.onKeys(() => this.#tryAgain()));
  }

  /** By writer and line, the oldest first. */
  get lines() {
    return this.#lines;
  }

  /** The highest line that one has begun in this evening, also before this page was loaded. */
  get begun() {
    return this.#begun;
  }

  /** As much is kept as there may be: new lines are shown only. */
  get full() {
    return this.#full;
  }

  /** @param {import("../protocol/types.js").Event} event after it has told of keys and the place */
  hear(event) {
    if (event.type === "welcome") {
      this.#arrive();
      this.#lines.value = [];
      this.#closed.clear();
      this.#begun.value = event.guidance.captions_begun;
      this.#full.value = event.guidance.captions_full;
      for (const caption of event.guidance.captions) this.hearLive({ type: "caption", caption });
      for (const caption of event.guidance.sealed_captions) this.hearLive({ type: "caption_sealed", caption });
      this.opened();
    } else if (event.type === "placed") this.#arrive();
    else if (event.type === "captions_full") this.#full.value = true;
    else if (event.type === "captions_erased") this.#full.value = false;
    else if (event.type === "participant_left") this.#forget(event.participant);
  }

  /** @param {import("../protocol/types.js").Live} live */
  hearLive(live) {
    if (live.type === "caption" && this.#place === "") this.#show(live.caption);
    else if (live.type === "caption_sealed" && this.#place) {
      this.#begins(live.caption.by, live.caption.line);
      this.#take(live.caption);
    }
  }

  /** @param {CaptionLine} line @returns {Promise<unknown>} rejects with `Refused`; what cannot go out yet does so when it can */
  async write(line) {
    if (this.#place === null) return undefined;
    this.#unsent.delete(line.line);
    this.#unsent.set(line.line, { line, underWay: false });
    if (this.#unsent.size > mostWaiting) this.#unsent.delete(this.#unsent.keys().next().value ?? 0);
    return this.#send();
  }

  /** The room hears again: what was written meanwhile goes out, in the order it was written in. */
  opened() {
    // Nobody waits for it: what is refused is written anew with the next word.
    void this.#send().catch(() => {});
  }

  #arrive() {
    const place = this.#setting.place();
    if (place === this.#place) return;
    this.#place = place;
    this.#lines.value = [];
    this.#closed.clear();
    this.#unsent.clear();
  }

  /** @param {string} by */
  #forget(by) {
    for (const [key, caption] of this.#closed) if (caption.by === by) this.#closed.delete(key);
    if (this.#lines.peek().some((one) => one.by === by)) this.#lines.value = this.#lines.peek().filter((one) => one.by !== by);
  }

  #tryAgain() {
    const closed = [...this.#closed.values()];
    for (const caption of closed) this.#take(caption);
    if (this.#place && this.#unsent.size > 0) this.opened();
  }

  /** Everything that is written and not under way. @returns {Promise<unknown>} */
  async #send() {
    if (this.#place === "") return Promise.all(this.#waiting().map((written) => this.#pass(written, { type: "caption_write", line: written.line })));
    /** @type {Promise<unknown>[]} */
    const answers = [];
    this.#sealing = this.#sealing.then(() => this.#seal(answers));
    await this.#sealing;
    return Promise.all(answers);
  }

  #waiting() {
    return [...this.#unsent.values()].filter(({ underWay }) => !underWay);
  }

  /** @param {Promise<unknown>[]} answers */
  async #seal(answers) {
    const [place, me] = [this.#place, this.#setting.me()];
    for (const written of this.#waiting()) {
      if (!place || !me) return;
      const { line, language, text } = written.line;
      const sealed = await this.#setting.letters.seal(`${language} ${text}`, { place, author: me, id: idOf(line) });
      // Without a key it waits for one; what was written for another place is not sent here.
      if (sealed === null || place !== this.#place) return;
      if (this.#unsent.get(line) === written) answers.push(this.#pass(written, { type: "caption_seal", line, sealed }));
    }
  }

  /** @param {Written} written @param {import("../protocol/types.js").Command} command */
  async #pass(written, command) {
    written.underWay = true;
    try {
      await this.#setting.request(command);
    } catch (error) {
      written.underWay = false;
      if (notHeard.includes(problemFrom(error).code)) return;
      this.#done(written);
      throw error;
    }
    this.#done(written);
  }

  /** @param {Written} written the newest of its line stays, if it is another one */
  #done(written) {
    if (this.#unsent.get(written.line.line) === written) this.#unsent.delete(written.line.line);
  }

  /** The newest of a line is opened, or waits for its key. @param {SealedCaption} caption */
  #take(caption) {
    const key = `${caption.by} ${caption.line}`;
    this.#closed.delete(key);
    this.#closed.set(key, caption);
    if (this.#closed.size > mostWaiting) this.#closed.delete(this.#closed.keys().next().value ?? "");
    const place = this.#place;
    this.#opening = this.#opening.then(async () => {
      if (!place || place !== this.#place || this.#closed.get(key) !== caption) return;
      const text = await this.#setting.letters.open(caption.sealed, { place, author: caption.by, id: idOf(caption.line) });
      // Elsewhere, or corrected meanwhile.
      if (text === null || place !== this.#place || this.#closed.get(key) !== caption) return;
      this.#closed.delete(key);
      const words = wordsOf(text);
      if (words) this.#show({ by: caption.by, line: { line: caption.line, ...words } });
    });
  }

  /** @param {string} by @param {number} line */
  #begins(by, line) {
    if (by === this.#setting.me()) this.#begun.value = Math.max(this.#begun.peek(), line);
  }

  /** The line in its place; taken back where it is empty. @param {Caption} caption */
  #show(caption) {
    this.#begins(caption.by, caption.line.line);
    const known = this.#lines.peek();
    const others = known.filter(({ by }) => by !== caption.by);
    const own = known.filter(({ by, line }) => by === caption.by && line.line !== caption.line.line);
    if (caption.line.text !== "") own.push(caption);
    own.sort((one, other) => one.line.line - other.line.line);
    this.#lines.value = [...others, ...own.slice(-linesKept)];
  }
}

/** What tells a line from everything else that is sealed with the same key. @param {number} line */
function idOf(line) {
  return `caption ${line}`;
}

/** The language and the words, as they were sealed. @param {string} text */
function wordsOf(text) {
  const language = languages.find((one) => text.startsWith(`${one} `));
  return language ? { language, text: text.slice(language.length + 1).trim() } : null;
}

/**
 * The lines in one language, or in the first there is.
 * @param {readonly Caption[]} captions @param {string} wanted
 * @returns {readonly Caption[]}
 */
export function captionsIn(captions, wanted) {
  const language = captions.some(({ line }) => line.language === wanted) ? wanted : captions[0]?.line.language;
  return captions.filter(({ line }) => line.language === language);
}
