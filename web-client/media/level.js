// How loud one's own microphone is: for the meter, and to notice who speaks with the microphone off.

import { signal } from "../vendor/signals.js";

const everyMs = 50;
/** Decibels (full scale) at the two ends of the meter: a quiet room, a loud voice. */
const quiet = -60;
const loud = -12;
/** A voice, not a keyboard: so loud … */
const voice = 0.45;
/** … and for so long, within the last second. */
const voicedTicks = 8;
const rememberedTicks = 20;

/**
 * @param {Float32Array} samples
 * @returns {number} 0 to 1
 */
export function levelOf(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, (decibels - quiet) / (loud - quiet)));
}

export class LevelMeter {
  #context;
  #level = signal(0);
  #voiced = signal(false);
  /** @type {(() => void) | null} */
  #stop = null;
  #owner;

  /**
   * @param {import("../state/owner.js").Owner} owner
   * @param {() => AudioContext | null} context
   */
  constructor(owner, context) {
    this.#owner = owner;
    this.#context = context;
  }

  get level() {
    return this.#level;
  }
  /** Somebody has been speaking into it for a moment. */
  get voiced() {
    return this.#voiced;
  }

  /** @param {MediaStreamTrack | null} track */
  listenTo(track) {
    this.#stop?.();
    this.#stop = null;
    this.#level.value = 0;
    this.#voiced.value = false;
    const context = track && this.#context();
    if (!track || !context) return;
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    /** @type {boolean[]} */
    const recent = [];
    const endTicks = this.#owner.every(everyMs, () => {
      analyser.getFloatTimeDomainData(samples);
      const level = levelOf(samples);
      // Falls slowly, as the eye expects of a meter.
      this.#level.value = Math.max(level, this.#level.peek() * 0.8);
      recent.push(level > voice);
      if (recent.length > rememberedTicks) recent.shift();
      this.#voiced.value = recent.filter(Boolean).length >= voicedTicks;
    });
    this.#stop = () => {
      endTicks();
      source.disconnect();
    };
  }
}
