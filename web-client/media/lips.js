// Lips and words of one person: they come by two slots, which the browser does not know to belong together. Where the sound waits
// longer in its buffer than the picture, the picture waits as long; a voice is never held for a picture. Where packets are lost, both wait
// for what is asked for again.

import { countedOf, patienceOf, patientMs, withAnother } from "./patience.js";

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

/** @typedef {{ fill: Slot["fill"], buffer: Buffer, patience: import("./patience.js").Patience }} Look what was seen of a slot's receiver, and who was in it */

export class Lips {
  #slots;
  /** @type {WeakMap<RTCRtpReceiver, Look>} */
  #looks = new WeakMap();

  /** @param {import("../state/owner.js").Owner} owner @param {import("./slots.js").Slots} slots */
  constructor(owner, slots) {
    this.#slots = slots;
    if (typeof RTCRtpReceiver !== "undefined" && "jitterBufferTarget" in RTCRtpReceiver.prototype) owner.every(lookMs, () => void this.#look());
  }

  async #look() {
    /** A person's voice and face; a screen's sound and picture. @type {Map<string, Slot[]>} */
    const together = new Map();
    for (const slot of this.#slots.all()) {
      if (!slot.fill || (slot.kind === "video" && !slot.ready)) continue;
      const key = `${slot.fill.participant} ${slot.fill.source.startsWith("screen")}`;
      together.set(key, [...(together.get(key) ?? []), slot]);
    }
    for (const slots of together.values()) await this.#hold(slots);
  }

  /** @param {Slot[]} slots whose sounds and pictures belong together */
  async #hold(slots) {
    const now = performance.now();
    const looks = await Promise.all(slots.map((slot) => this.#looked(slot, now)));
    // What is lost of the one is lost of the other.
    const patience = looks.some((look) => look && look.patience.until > now) ? patientMs : 0;
    const voice = looks.find((_, index) => slots[index]?.purpose === "audio_slot")?.buffer.held ?? 0;
    for (const { receiver, purpose } of slots) {
      const target = targetOf(purpose === "video_slot" ? Math.max(voice, patience) : patience, receiver?.jitterBufferTarget ?? 0);
      if (receiver && target !== null) receiver.jitterBufferTarget = target;
    }
  }

  /** @param {Slot} slot @param {number} now @returns {Promise<Look | undefined>} */
  async #looked({ receiver, fill }, now) {
    if (!receiver) return undefined;
    const before = this.#looks.get(receiver);
    const report = /** @type {import("./measure.js").Statistics} */ (/** @type {any} */ (await receiver.getStats()));
    const entry = [...report.values()].find(({ type }) => type === "inbound-rtp");
    if (!entry) return before;
    const { jitterBufferDelay: delay = 0, jitterBufferEmittedCount: emitted = 0 } = entry;
    const patience = before && before.fill !== fill ? withAnother(before.patience) : before?.patience;
    const look = { fill, buffer: bufferOf({ delay, emitted }, before?.buffer), patience: patienceOf(countedOf(entry), patience, now) };
    this.#looks.set(receiver, look);
    return look;
  }
}
