// One person's way in is cut to 300 kbit/s while four cameras are on and somebody speaks. Part of `tests/run show thin-line`.
import { openCameras } from "../lib/cameras.mjs";
import { openChromium } from "../lib/chromium.mjs";
import { makeFilms } from "../lib/films.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";
import { concealedPercent, movingPercent, pauses, switches, watch } from "../lib/watch.mjs";

const people = { Eero: "red", Helmi: "green", Tapio: "blue", Saara: "yellow" };
const delay_ms = 30;
const rate_kbps = 300;
const adaptMs = 20_000;
const steadyMs = 60_000;
/** Pixels: the larger of the two layers, which fills a tile in a window of the usual size. */
const full = 360;

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function thinDownlink(figures) {
  const server = await Server.start("show-thin-downlink", { line: 20_201_125 });
  const [anu, maarit] = await Promise.all([openChromium({ name: "Anu", mark: "red" }), openChromium({ name: "Maarit", mark: "blue" })]);
  /** @type {Awaited<ReturnType<typeof openCameras>> | undefined} */
  let cameras;
  const fullPictures = async () => (await anu.inbound()).filter(({ kind, frameHeight }) => kind === "video" && frameHeight >= full).length;
  /** All are shown in full and go on moving. */
  const allFull = async () => {
    const before = await anu.inbound();
    if ((await fullPictures()) < 4) return false;
    const [first, last] = [before, (await watch(anu, 1_000)).at(-1)?.lines ?? []];
    const moving = last.filter((line) => line.framesDecoded > (first.find(({ mid }) => mid === line.mid)?.framesDecoded ?? 0));
    return moving.filter(({ kind, frameHeight }) => kind === "video" && frameHeight >= full).length === 4;
  };
  try {
    await anu.open(server.links.advisor);
    await makeFilms(anu, Object.values(people));
    await anu.entersDirectly(server.links.advisor, { without: ["camera", "microphone"] });
    await maarit.entersDirectly(server.links.moderator, { without: ["camera"] });
    cameras = await openCameras({ link: server.links.moderator, people });
    await anu.seesFaces(people);
    await until("Anu hears Maarit", async () => (await anu.heard()).includes("blue"));
    const flow = await server.line.flowOf(anu);
    await server.line.set({ flow, up: { delay_ms }, down: { delay_ms } });
    await until("all pictures are full", allFull, { within: 60_000 });

    await server.line.set({ flow, down: { delay_ms, rate_kbps } });
    const adapting = await watch(anu, adaptMs);
    const steady = await watch(anu, steadyMs);
    const together = [...adapting, ...steady];
    figures.add("concealed_percent_at_300_kbps", concealedPercent(together));
    figures.add("picture_moving_percent_at_300_kbps", movingPercent(steady));
    figures.add("layer_switches_in_a_minute_at_300_kbps", switches(steady) + pauses(steady));
    process.stderr.write(`${JSON.stringify({ adapting: concealedPercent(adapting), steady: concealedPercent(steady), switches: switches(steady), pauses: pauses(steady), lines: steady.at(-1)?.lines, line: (await server.line.count()).find((one) => one.flow === flow)?.down })}\n`);
    await anu.screenshot("thin-downlink-desktop.png");

    await server.line.set({ flow, down: { delay_ms } });
    const begun = performance.now();
    const seconds = await until("all pictures are full again", allFull, { within: 60_000 }).then(() => (performance.now() - begun) / 1000, () => 60);
    figures.add("full_layers_seconds_after_300_kbps", seconds);
  } finally {
    await cameras?.close();
    await Promise.all([anu, maarit].map((one) => one.close()));
    await server.stop();
  }
}
