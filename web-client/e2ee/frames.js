// Encoded frames of one page: sealed before they are sent, opened after they came. Closed unless told otherwise: without a
// key nothing goes out, and what cannot be opened is not shown.

import { concat } from "./bytes.js";
import { taken, together } from "./redundant.js";
import { OpeningKey, SealingKey, decodeHeader } from "./sframe.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {"closed" | "plain" | "sealed"} Mode */

/** Older keys are kept so long for frames that are on their way, in milliseconds. */
export const keptMs = 5_000;
/** How many of them at most. */
const mostKeys = 4096;

/**
 * How many bytes of a frame stay readable, because the server forwards by them: the table of contents of an Opus packet (RFC 6716
 * §3.1); frame tag and, of a key frame, start code and size of VP8 (RFC 6386 §9.1).
 * @param {"audio" | "video"} kind @param {Uint8Array} frame
 */
export function clearLength(kind, frame) {
  if (kind === "audio") return 1;
  return ((frame[0] ?? 1) & 1) === 0 ? 10 : 3;
}

export class Frames {
  /** @type {Mode} */
  #mode = "closed";
  /** @type {SealingKey | null} */
  #sealing = null;
  /** @type {Map<bigint, OpeningKey>} */
  #opening = new Map();
  /** Counts since the page began, for the page and for tests. */
  counts = { sealed: 0, withheld: 0, plain: 0, opened: 0, unopened: 0 };
  /** Orders are carried out one after the other. @type {Promise<void>} */
  #tail = Promise.resolve();

  /** Whether frames pass as they are, are sealed, or do not pass. @param {Mode} mode */
  setMode(mode) {
    this.#mode = mode;
    // A key that was in use before is not taken up again by itself.
    if (mode !== "sealed") this.#sealing = null;
  }

  /** @param {bigint} kid @param {Bytes} baseKey */
  sealWith(kid, baseKey) {
    return this.#next(async () => {
      this.#sealing = await SealingKey.derive(kid, baseKey);
      this.#mode = "sealed";
    });
  }

  /** @param {bigint} kid @param {Bytes} baseKey */
  openWith(kid, baseKey) {
    return this.#next(async () => {
      this.#opening.set(kid, await OpeningKey.derive(kid, baseKey));
      const [oldest] = this.#opening.keys();
      if (this.#opening.size > mostKeys && oldest !== undefined) this.#opening.delete(oldest);
    });
  }

  /** Nothing goes out until there is a key again. What was told before and is still on its way does not change that. */
  stop() {
    this.setMode("closed");
    return this.#next(async () => this.setMode("closed"));
  }

  /** In a place now where nothing is encrypted. What was told before and is still on its way does not change that. */
  lift() {
    this.setMode("closed");
    return this.#next(async () => this.setMode("plain"));
  }

  /** Forgets the keys of earlier epochs. @param {bigint} first the lowest key id that is kept */
  forgetBefore(first) {
    return this.#next(async () => {
      for (const kid of this.#opening.keys()) if (kid < first) this.#opening.delete(kid);
    });
  }

  /** @param {() => Promise<void>} step */
  #next(step) {
    this.#tail = this.#tail.then(step);
    return this.#tail;
  }

  /** What to send instead of the frame; null sends nothing. @param {"audio" | "video"} kind @param {Bytes} frame @returns {Promise<Bytes | null>} */
  async seal(kind, frame) {
    if (this.#mode === "plain") {
      this.counts.plain += 1;
      return frame;
    }
    const key = this.#sealing;
    if (this.#mode !== "sealed" || !key || frame.length === 0) {
      this.counts.withheld += 1;
      return null;
    }
    const length = clearLength(kind, frame);
    const clear = frame.subarray(0, length);
    const sealed = await key.seal(frame.subarray(length), clear);
    // Moved elsewhere while it was sealed: the frame is not for there.
    if (this.#sealing !== key && this.#mode !== "sealed") {
      this.counts.withheld += 1;
      return null;
    }
    this.counts.sealed += 1;
    return concat(clear, sealed);
  }

  /** What to show instead of the frame; null shows nothing. @param {"audio" | "video"} kind @param {Bytes} frame @returns {Promise<Bytes | null>} */
  async open(kind, frame) {
    if (this.#mode === "plain") {
      // The last frames of an encrypted place that one has left would be noise here.
      const late = this.#opening.size > 0 && (await this.#opened(kind, frame)) !== null;
      return late ? null : frame;
    }
    const plain = await this.#opened(kind, frame);
    if (!plain) {
      this.counts.unopened += 1;
      return null;
    }
    this.counts.opened += 1;
    return plain;
  }

  /** @param {"audio" | "video"} kind @param {Bytes} frame @returns {Promise<Bytes | null>} */
  async #opened(kind, frame) {
    return (await this.#openedOne(kind, frame)) ?? (kind === "audio" ? this.#openedSeveral(frame) : null);
  }

  /** Of several in one the last has to open; of the earlier ones those are left that do. @param {Bytes} frame @returns {Promise<Bytes | null>} */
  async #openedSeveral(frame) {
    const packets = taken(frame);
    const data = packets && (await this.#openedOne("audio", packets.data));
    if (!data) return null;
    const earlier = [];
    for (const block of packets.earlier) {
      const opened = await this.#openedOne("audio", block.data);
      if (opened) earlier.push({ ...block, data: opened });
    }
    return together({ earlier, type: packets.type, data });
  }

  /** @param {"audio" | "video"} kind @param {Bytes} frame @returns {Promise<Bytes | null>} */
  async #openedOne(kind, frame) {
    const length = clearLength(kind, frame);
    const [clear, sealed] = [frame.subarray(0, length), frame.slice(length)];
    const header = decodeHeader(sealed);
    const plain = header && (await this.#opening.get(header.kid)?.open(sealed, header, clear));
    return plain ? concat(clear, plain) : null;
  }
}
