// What is left of a voice and a picture on a lossy line. Part of `tests/run show thin-line`.
import { setTimeout as pause } from "node:timers/promises";
import { openChromium } from "../lib/chromium.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";
import { concealedPercent, watch } from "../lib/watch.mjs";

/** Each way of each hop: 60 ms there and back. */
const delay_ms = 30;
const settleMs = 8_000;
const measuredMs = 40_000;

/** @param {Record<string, number>} after @param {Record<string, number>} before @param {string} name */
const grown = (after, before, name) => (after[name] ?? 0) - (before[name] ?? 0);

/** Part of the packets that the line lost since. @param {import("../lib/line.mjs").FlowCounts[]} after @param {import("../lib/line.mjs").FlowCounts[]} before */
function lossOf(after, before) {
  const sums = (/** @type {import("../lib/line.mjs").FlowCounts[]} */ all) =>
    all.flatMap(({ up, down }) => [up, down]).reduce((sum, one) => ({ offered: sum.offered + one.offered, lost: sum.lost + one.lost }), { offered: 0, lost: 0 });
  const [late, early] = [sums(after), sums(before)];
  return (late.lost - early.lost) / Math.max(1, late.offered - early.offered);
}

/**
 * Two seconds each: what was invented of the voice in percent, seconds for which pictures stood still, their height, and milliseconds in the
 * buffers of both. @param {import("../lib/watch.mjs").Sample[]} samples
 */
function courseOf(samples) {
  const course = [];
  for (let at = 8; at < samples.length; at += 8) {
    const [first, last] = [samples[at - 8], samples[at]];
    if (!first || !last) break;
    const of = (/** @type {typeof first} */ { lines }, /** @type {string} */ kind) => lines.find((line) => line.kind === kind);
    const held = (/** @type {string} */ kind) => {
      const [before, now] = [of(first, kind), of(last, kind)];
      if (!before || !now) return null;
      return Math.round((1_000 * (now.jitterBufferDelay - before.jitterBufferDelay)) / Math.max(1, now.jitterBufferEmittedCount - before.jitterBufferEmittedCount));
    };
    const [before, now] = [of(first, "video"), of(last, "video")];
    const frozen = (now?.totalFreezesDuration ?? 0) - (before?.totalFreezesDuration ?? 0);
    course.push([Number(concealedPercent([first, last]).toFixed(1)), Number(frozen.toFixed(2)), now?.frameHeight ?? 0, held("audio"), held("video")].join(" "));
  }
  return course;
}

/** @param {import("../lib/figures.mjs").Figures} figures @param {number[]} [losses] in percent, on each hop */
export async function concealment(figures, losses = [5, 10, 20]) {
  const server = await Server.start("show-concealment", { line: 20_201_124 });
  const [maarit, anu] = await Promise.all([
    openChromium({ name: "Maarit", mark: "red" }),
    openChromium({ name: "Anu", mark: "green" }),
  ]);
  try {
    await maarit.entersDirectly(server.links.moderator, { without: ["camera"] });
    await anu.entersDirectly(server.links.advisor);
    await maarit.seesFaces({ Anu: "green" });
    await until("Maarit hears Anu", async () => (await maarit.heard()).includes("green"));
    for (const percent of losses) {
      const conditions = { loss: percent / 100, delay_ms };
      await server.line.set({ up: conditions, down: conditions });
      // Not a wait for something to happen: what is protected by measured loss has to measure it first.
      await pause(settleMs);
      const [before, lost] = [await maarit.received(), await server.line.count()];
      const course = courseOf(await watch(maarit, measuredMs));
      const [after, lostThen] = [await maarit.received(), await server.line.count()];
      const part = lossOf(lostThen, lost);
      if (Math.abs(part - percent / 100) > 0.02) throw new Error(`the line lost ${part} instead of ${percent} %`);
      if (grown(after, before, "audio.packetsReceived") < 1_000) throw new Error("nothing was heard");
      const samples = grown(after, before, "audio.totalSamplesReceived");
      const concealed = grown(after, before, "audio.concealedSamples") - grown(after, before, "audio.silentConcealedSamples");
      const told = Object.fromEntries(Object.keys(after).map((name) => [name, Math.round(1e3 * grown(after, before, name)) / 1e3]));
      process.stderr.write(`${JSON.stringify({ percent, ...told, course })}\n`);
      figures.add(`concealed_percent_at_loss_${percent}`, (100 * concealed) / samples);
      if (percent === 10) figures.add("frozen_seconds_in_a_minute_at_loss_10", (grown(after, before, "video.totalFreezesDuration") * 60_000) / measuredMs);
    }
  } finally {
    await Promise.all([maarit, anu].map((one) => one.close()));
    await server.stop();
  }
}
