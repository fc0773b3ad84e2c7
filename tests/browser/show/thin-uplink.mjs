// One person's way out is cut to 150 kbit/s while she sends a picture of 720 lines and speaks. Part of `tests/run show thin-line`.
import { setTimeout as pause } from "node:timers/promises";
import { desktop, openChromium } from "../lib/chromium.mjs";
import { restlessMedia } from "../lib/media.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";
import { concealedPercent, watch } from "../lib/watch.mjs";

const delay_ms = 30;
const rate_kbps = 150;
/** So long an uplink may take to adapt. */
const adaptMs = 3_000;
const measuredMs = 30_000;
const beforeMs = 8_000;

/** @typedef {import("../lib/watch.mjs").Sample} Sample */

/** Packets of voices in a second. @param {Sample[]} samples */
function voicePackets(samples) {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return Number.NaN;
  const sum = (/** @type {Sample} */ { lines }) => lines.filter(({ kind }) => kind === "audio").reduce((all, line) => all + line.packetsReceived, 0);
  return ((sum(last) - sum(first)) * 1_000) / (last.at - first.at);
}

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function thinUplink(figures) {
  const server = await Server.start("show-thin-uplink", { line: 20_201_127 });
  const [anu, maarit] = await Promise.all([
    openChromium({ name: "Anu", mark: "green", files: restlessMedia("green") }),
    // Looks at her large.
    openChromium({ name: "Maarit", mark: "red", screen: { ...desktop, deviceScaleFactor: 2 } }),
  ]);
  try {
    await anu.entersDirectly(server.links.advisor);
    await maarit.entersDirectly(server.links.moderator, { without: ["camera", "microphone"] });
    await until("Maarit hears Anu", async () => (await maarit.heard()).includes("green"));
    const flow = await server.line.flowOf(anu);
    await server.line.set({ flow, up: { delay_ms }, down: { delay_ms } });
    const tallest = async () => Math.max(0, ...(await maarit.inbound()).filter(({ kind }) => kind === "video").map(({ frameHeight }) => frameHeight ?? 0));
    const height = await until("the whole picture arrives", async () => ((await tallest()) >= 720 ? tallest() : null), { within: 120_000, explain: () => maarit.inbound() });
    figures.add("uplink_picture_lines_before_150_kbps", height);
    const before = await watch(maarit, beforeMs);

    await server.line.set({ flow, up: { delay_ms, rate_kbps } });
    // Not a wait for something to happen: the time in which it may be bad.
    await pause(adaptMs);
    const after = await watch(maarit, measuredMs);
    figures.add("concealed_percent_at_uplink_150_kbps", concealedPercent(after));
    figures.add("voice_packets_percent_at_uplink_150_kbps", (100 * voicePackets(after)) / voicePackets(before));
    const sent = (await server.line.count()).find((one) => one.flow === flow)?.up;
    // Two seconds each: whether it is bad at first or again and again.
    const course = Array.from({ length: Math.floor(measuredMs / 2_000) }, (_, index) => concealedPercent(after.slice(8 * index, 8 * index + 9)).toFixed(1));
    process.stderr.write(`${JSON.stringify({ course, before: concealedPercent(before), tallest: await tallest(), sent })}\n`);
  } finally {
    await Promise.all([anu, maarit].map((one) => one.close()));
    await server.stop();
  }
}
