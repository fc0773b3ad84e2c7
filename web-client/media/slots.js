// Who is in which receiving slot. A mapping from the server says: from this RTP timestamp on, the slot carries that
// person. A tile is ready only once a picture with such a timestamp has really come; before, it stays without a picture.

import { batch, computed, signal } from "../vendor/signals.js";

/** @typedef {import("../protocol/types.js").SlotFill} SlotFill */
/** @typedef {import("../protocol/types.js").LinePurpose} LinePurpose */
/** @typedef {import("../protocol/types.js").PausedPicture} PausedPicture */
/** @typedef {import("../state/types.js").Picture} Picture */

/** @type {Picture} */
const blank = Object.freeze({ stream: null, ready: false });

/** How often a slot that waits for its picture is looked at. */
const lookMs = 30;
/** Where only the newest delivered, not the presented frame is known, the screen may be this far behind. */
const behindMs = 120;

/**
 * RFC 3550 timestamps wrap at 2^32: is `time` at or after `start`?
 * @param {number} time
 * @param {number} start
 */
export function atOrAfter(time, start) {
  return ((time - start) >>> 0) < 2 ** 31;
}

/**
 * @typedef {object} Slot
 * @property {string} mid
 * @property {"audio" | "video"} kind
 * @property {LinePurpose} purpose
 * @property {RTCRtpReceiver | null} receiver null until the peer connection is made
 * @property {MediaStream | null} stream
 * @property {SlotFill | null} fill
 * @property {boolean} ready
 * @property {(() => void) | null} stopLooking
 */

export class Slots {
  /** @type {Map<string, Slot>} */
  #slots = new Map();
  /** Grows with every change of a mapping or of readiness. */
  #version = signal(0);
  /** Pictures that the server has stopped to keep the sound, by slot. */
  #paused = signal(/** @type {ReadonlyMap<string, PausedPicture>} */ (new Map()));
  /** Pictures that this browser did not offer to decode, by slot: nothing of them is sent to it. */
  #undecodable = signal(/** @type {ReadonlyMap<string, PausedPicture>} */ (new Map()));
  /** @type {Map<string, import("../vendor/signals.js").ReadonlySignal<Picture>>} */
  #pictures = new Map();
  #owner;

  /** @param {import("../state/owner.js").Owner} owner */
  constructor(owner) {
    this.#owner = owner;
    owner.own(() => this.clear());
  }

  /**
   * The slots of a new peer connection; the mappings of the old one are void.
   * @param {readonly { mid: string, purpose: LinePurpose, receiver: RTCRtpReceiver }[]} lines receiving lines
   */
  open(lines) {
    this.clear();
    for (const { mid, purpose, receiver } of lines) {
      const { track } = receiver;
      const kind = track.kind === "audio" ? "audio" : "video";
      const stream = new MediaStream([track]);
      this.#slots.set(mid, { mid, kind, purpose, receiver, stream, fill: null, ready: false, stopLooking: null });
    }
  }

  get paused() {
    return this.#paused;
  }

  /** The server's word that a slot's picture is stopped, or not any more. @param {string} mid @param {PausedPicture | null} picture */
  pause(mid, picture) {
    this.#miss(this.#paused, mid, picture);
  }

  get undecodable() {
    return this.#undecodable;
  }

  /** The server's word that this browser cannot decode a slot's picture, or that this is over. @param {string} mid @param {PausedPicture | null} picture */
  cannotDecode(mid, picture) {
    this.#miss(this.#undecodable, mid, picture);
  }

  /** @param {import("../vendor/signals.js").Signal<ReadonlyMap<string, PausedPicture>>} pictures @param {string} mid @param {PausedPicture | null} picture */
  #miss(pictures, mid, picture) {
    if (!this.#slots.has(mid)) return;
    const missing = new Map(pictures.peek());
    if (picture) missing.set(mid, picture);
    else missing.delete(mid);
    pictures.value = missing;
  }

  /** Nothing is received any more. */
  clear() {
    for (const missing of [this.#paused, this.#undecodable]) if (missing.peek().size > 0) missing.value = new Map();
    for (const slot of this.#slots.values()) slot.stopLooking?.();
    this.#slots.clear();
    this.#version.value += 1;
  }

  /** The server's word. @param {string} mid @param {SlotFill | null} fill */
  map(mid, fill) {
    const slot = this.#slots.get(mid);
    // Without slots it is a late word about the peer connection before.
    if (!slot) return;
    slot.stopLooking?.();
    slot.stopLooking = null;
    const same = slot.ready && fill && slot.fill?.participant === fill.participant && slot.fill.source === fill.source;
    slot.fill = fill;
    // The same person again (another layer): what stands there is theirs already.
    if (!same) {
      slot.ready = false;
      if (fill && slot.kind === "video") this.#look(slot, fill);
    }
    this.#version.value += 1;
  }

  /** The streams of the audio slots, in their order. @returns {MediaStream[]} */
  sounds() {
    return [...this.#slots.values()].flatMap((slot) => (slot.kind === "audio" && slot.stream ? [slot.stream] : []));
  }

  /** For diagnostics. @returns {readonly Slot[]} */
  all() {
    return [...this.#slots.values()];
  }

  /**
   * @param {string} participant
   * @param {"camera" | "screen"} source
   * @returns {import("../vendor/signals.js").ReadonlySignal<Picture>}
   */
  picture(participant, source) {
    const key = `${source}:${participant}`;
    const known = this.#pictures.get(key);
    if (known) return known;
    /** @type {Picture} */
    let last = blank;
    const made = computed(() => {
      void this.#version.value;
      const slot = this.#slotOf(participant, source);
      const next = slot?.stream ? { stream: slot.stream, ready: slot.ready } : blank;
      if (next.stream !== last.stream || next.ready !== last.ready) last = next;
      return last;
    });
    this.#pictures.set(key, made);
    return made;
  }

  /** @param {string} participant @param {"camera" | "screen"} source */
  #slotOf(participant, source) {
    for (const slot of this.#slots.values()) {
      if (slot.fill?.participant === participant && slot.fill.source === source && slot.kind === "video") return slot;
    }
    return null;
  }

  /** Waits until a picture of the mapping has come. @param {Slot} slot @param {SlotFill} fill */
  #look(slot, fill) {
    const looking = this.#owner.child();
    slot.stopLooking = () => looking.dispose();
    const agreed = () => {
      if (looking.over || slot.fill !== fill) return;
      looking.dispose();
      batch(() => {
        slot.ready = true;
        this.#version.value += 1;
      });
    };
    this.#watchPresented(slot, fill, looking, agreed);
    /** @type {number | null} */
    let deliveredAt = null;
    looking.every(lookMs, () => {
      const time = slot.receiver?.getSynchronizationSources()[0]?.rtpTimestamp;
      if (time === undefined || !atOrAfter(time, fill.rtp_timestamp)) deliveredAt = null;
      else if (deliveredAt === null) deliveredAt = performance.now();
      else if (performance.now() - deliveredAt >= behindMs) agreed();
    });
  }

  /**
   * Where the browser tells of each frame it presents which timestamp it had: exact, and without a margin.
   * @param {Slot} slot
   * @param {SlotFill} fill
   * @param {import("../state/owner.js").Owner} looking
   * @param {() => void} agreed
   */
  #watchPresented(slot, fill, looking, agreed) {
    if (!("requestVideoFrameCallback" in HTMLVideoElement.prototype)) return;
    // Never in the page: it only tells what the tiles with the same stream present.
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = slot.stream;
    looking.own(() => (video.srcObject = null));
    /** @param {number} _now @param {VideoFrameCallbackMetadata} metadata */
    const presented = (_now, metadata) => {
      if (looking.over) return;
      const time = metadata.rtpTimestamp;
      if (time !== undefined && atOrAfter(time, fill.rtp_timestamp)) agreed();
      else video.requestVideoFrameCallback(presented);
    };
    video.requestVideoFrameCallback(presented);
    void video.play().catch(() => {});
  }
}
