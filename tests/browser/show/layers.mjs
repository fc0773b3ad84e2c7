// What is not looked at is not sent. Part of `tests/run show thin-line`.
import { setTimeout as pause } from "node:timers/promises";
import { desktop, openChromium } from "../lib/chromium.mjs";
import { restlessMedia } from "../lib/media.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

/** Time over which a bit rate is taken. */
const measuredMs = 5_000;

/** The layers that carry something now, and bytes per second of all of them. @param {Awaited<ReturnType<typeof openChromium>>} sender */
async function uplink(sender) {
  const before = await sender.uplink();
  const begun = performance.now();
  // Not a wait for something to happen: the length over which is measured.
  await pause(measuredMs);
  const after = await sender.uplink();
  const seconds = (performance.now() - begun) / 1000;
  const sent = Object.entries(after).map(([layer, bytes]) => ({ layer, rate: (bytes - (before[layer] ?? 0)) / seconds }));
  return { layers: sent.filter(({ rate }) => rate > 100).map(({ layer }) => layer), rate: sent.reduce((sum, { rate }) => sum + rate, 0) };
}

/** What is sent once it is so and changes no more: a sender feels its way up to a layer's full price.
 * @param {Awaited<ReturnType<typeof openChromium>>} sender @param {string} what @param {(layers: string[]) => boolean} so */
async function steady(sender, what, so) {
  let earlier = 0;
  return until(what, async () => {
    const now = await uplink(sender);
    const settled = Math.abs(now.rate - earlier) < 0.1 * earlier;
    earlier = so(now.layers) ? now.rate : 0;
    return settled && earlier > 0 ? now : null;
  }, { within: 90_000 });
}

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function layers(figures) {
  const server = await Server.start("show-thin-line");
  const [anu, maarit] = await Promise.all([
    openChromium({ name: "Anu", mark: "green", files: restlessMedia("green") }),
    openChromium({ name: "Maarit", mark: "red", screen: { ...desktop, deviceScaleFactor: 2 } }),
  ]);
  try {
    await Promise.all([anu.entersDirectly(server.links.advisor), maarit.entersDirectly(server.links.moderator)]);
    await maarit.seesFaces({ Anu: "green" });
    const all = await steady(anu, "all layers of a large picture", (sent) => sent.includes("f"));
    // The same page in a small window.
    await maarit.page.setViewportSize({ width: 360, height: 320 });
    // Where it is sent for good, that is what it costs.
    const few = await steady(anu, "the top layer is sent no more", (sent) => !sent.includes("f")).catch(() => uplink(anu));
    process.stderr.write(`${JSON.stringify({ all, few })}\n`);
    figures.add("uplink_saved_percent", 100 * (1 - few.rate / all.rate));
  } finally {
    await Promise.all([anu, maarit].map((one) => one.close()));
    await server.stop();
  }
}
