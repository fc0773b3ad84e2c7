// Lips and words of one person: they come by two slots, which the browser does not know to belong together. Where the sound waits
// longer in its buffer than the picture, the picture waits as long; a voice is never held for a picture.

/** @typedef {import("./slots.js").Slot} Slot */

const lookMs = 1_000;
/** Less than this nobody notices; and holding a picture anew makes it stumble. */
const noticedMs = 30;
/** A picture is held no longer than this, whatever the sound does. */
const longestMs = 500;
/** How much the newest second counts. */
const weight = 0.3;

/**
 * What a slot's buffer held on the average since it was looked at last, in milliseconds.
 * @typedef {{ delay: number, emitted: number, held: number | null }} Buffer
 */

/**
 * @param {Pick<Buffer, "delay" | "emitted">} now sums of the browser (seconds, and how many)
 * @param {Buffer | undefined} before
 * @returns {Buffer}
 */
export function bufferOf({ delay, emitted }, before) {
  const [came, waited] = [emitted - (before?.emitted ?? 0), delay - (before?.delay ?? 0)];
  const known = before?.held ?? null;
  if (!before || came <= 0 || waited < 0) return { delay, emitted, held: known };
  const newest = (1000 * waited) / came;
  return { delay, emitted, held: known === null ? newest : known + (newest - known) * weight };
}

/** For how long the picture should be held, or null where it stays as it is. @param {number} sound @param {number} held the last target */
export function targetOf(sound, held) {
  const target = Math.min(longestMs, Math.round(sound));
  return Math.abs(target - held) < noticedMs ? null : target;
}

export class Lips {
  #slots;
  /** @type {WeakMap<RTCRtpReceiver, Buffer>} */
  #buffers = new WeakMap();

  /** @param {import("../state/owner.js").Owner} owner @param {import("./slots.js").Slots} slots */
  constructor(owner, slots) {
    this.#slots = slots;
    if (typeof RTCRtpReceiver !== "undefined" && "jitterBufferTarget" in RTCRtpReceiver.prototype) owner.every(lookMs, () => void this.#look());
  }

  async #look() {
    const slots = this.#slots.all();
    for (const { fill, receiver, purpose } of slots) {
      if (purpose !== "audio_slot" || !fill || !receiver) continue;
      const face = slots.find((one) => one.purpose === "video_slot" && one.ready && one.fill?.participant === fill.participant);
      const sound = await this.#held(receiver);
      if (!face?.receiver || sound === null) continue;
      const target = targetOf(sound, face.receiver.jitterBufferTarget ?? 0);
      if (target !== null) face.receiver.jitterBufferTarget = target;
    }
  }

  /** @param {RTCRtpReceiver} receiver */
  async #held(receiver) {
    for (const entry of /** @type {import("./measure.js").Statistics} */ (/** @type {any} */ (await receiver.getStats())).values()) {
      if (entry.type !== "inbound-rtp") continue;
      const { jitterBufferDelay: delay = 0, jitterBufferEmittedCount: emitted = 0 } = entry;
      const buffer = bufferOf({ delay, emitted }, this.#buffers.get(receiver));
      this.#buffers.set(receiver, buffer);
      return buffer.held;
    }
    return null;
  }
}
