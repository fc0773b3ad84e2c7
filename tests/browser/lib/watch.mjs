// What became of voices and pictures over some seconds, as a browser's own counters tell.
import { setTimeout as pause } from "node:timers/promises";

/** @typedef {import("./person.mjs").Inbound} Inbound */
/** @typedef {{ at: number, lines: Inbound[] }} Sample milliseconds */

const everyMs = 250;

/** Looks at all receiving lines again and again. @param {import("./person.mjs").Person} person @param {number} during milliseconds */
export async function watch(person, during) {
  /** @type {Sample[]} */
  const samples = [];
  const end = performance.now() + during;
  do {
    samples.push({ at: performance.now(), lines: await person.inbound() });
    await pause(everyMs);
  } while (performance.now() < end);
  return samples;
}

/** @param {Sample} sample @param {string} mid */
const lineOf = (sample, mid) => sample.lines.find((line) => line.mid === mid);

/** @param {Sample[]} samples @param {"audio" | "video"} kind */
const midsOf = (samples, kind) => [...new Set(samples.flatMap(({ lines }) => lines.filter((line) => line.kind === kind).map(({ mid }) => mid)))];

/** Samples that had to be invented, in percent of those of the lines on which anything came. @param {Sample[]} samples */
export function concealedPercent(samples) {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return Number.NaN;
  let [invented, all] = [0, 0];
  for (const now of last.lines.filter(({ kind }) => kind === "audio")) {
    const before = lineOf(first, now.mid);
    if (now.packetsReceived - (before?.packetsReceived ?? 0) < 10) continue;
    invented += now.invented - (before?.invented ?? 0);
    all += now.totalSamplesReceived - (before?.totalSamplesReceived ?? 0);
  }
  return (100 * invented) / all;
}

/** How often a picture's size changed, all pictures together. @param {Sample[]} samples */
export function switches(samples) {
  let count = 0;
  for (const mid of midsOf(samples, "video")) {
    let height = 0;
    for (const sample of samples) {
      const now = lineOf(sample, mid)?.frameHeight ?? 0;
      if (now > 0 && height > 0 && now !== height) count += 1;
      if (now > 0) height = now;
    }
  }
  return count;
}

/** How often a picture stopped or went on: nothing new for more than so long. @param {Sample[]} samples @param {number} stillMs */
export function pauses(samples, stillMs = 2_000) {
  let count = 0;
  for (const mid of midsOf(samples, "video")) {
    /** @type {boolean | undefined} */
    let moving;
    let [frames, since] = [-1, 0];
    for (const sample of samples) {
      const now = lineOf(sample, mid)?.framesDecoded ?? 0;
      if (now !== frames) [frames, since] = [now, sample.at];
      const moves = sample.at - since < stillMs;
      // Whether one moves at all shows only after a while.
      if (sample.at - (samples[0]?.at ?? 0) < stillMs) continue;
      if (moving !== undefined && moves !== moving) count += 1;
      moving = moves;
    }
  }
  return count;
}

/** The share of the time in which at least one picture moved, in percent. @param {Sample[]} samples */
export function movingPercent(samples) {
  const spans = 1_000 / everyMs;
  let [moved, all] = [0, 0];
  for (let at = spans; at < samples.length; at += spans) {
    const [before, now] = [samples[at - spans], samples[at]];
    if (!before || !now) continue;
    all += 1;
    if (now.lines.some((line) => line.kind === "video" && line.framesDecoded > (lineOf(before, line.mid)?.framesDecoded ?? 0))) moved += 1;
  }
  return (100 * moved) / all;
}
