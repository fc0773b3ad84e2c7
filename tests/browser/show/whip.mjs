// An independent program (aiortc) sends onto the stage by WHIP, first VP8 and then H264; three browsers of two kinds show its picture or say that they
// cannot, it is asked for key frames, and it ends when told.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { desktop, openChromium, phone } from "../lib/chromium.mjs";
import { openFirefox } from "../lib/firefox.mjs";
import { repository, workFolder } from "../lib/folders.mjs";
import { hook } from "../lib/person.mjs";
import { until } from "../lib/wait.mjs";

/** @typedef {import("../lib/person.mjs").Person} Person */

/** Python with aiortc, installed before the scene's network is cut off: see tests/lib/show.sh. */
const python = process.env.KORONAILTA_AIORTC ?? join(workFolder, "aiortc/bin/python");

/** Magenta, as the program sends it, in degrees. */
const hue = { from: 285, to: 315 };
/** So long key frames are counted. */
const watchMs = 14_000;

/** The program, from its beginning to its end. */
class Program {
  /** @type {string[]} */
  said = [];

  /** @param {string} origin @param {string} token @param {"VP8" | "H264"} codec */
  constructor(origin, token, codec) {
    this.process = spawn(python, [join(repository, "tests/browser/show/whip_client.py"), origin, token, codec], { stdio: ["pipe", "pipe", "inherit"] });
    // One that was turned away has ended by itself, and reads nothing.
    this.process.stdin.on("error", () => {});
    createInterface({ input: this.process.stdout }).on("line", (line) => this.said.push(line));
  }

  /** None where it was turned away. @returns {Promise<{ keys: number, longest: number }>} */
  async keyFrames() {
    this.process.stdin.write("keys\n");
    const told = () => this.said.find((line) => line.startsWith("keys "));
    const [, keys, longest] = await until("the program has counted", async () => told() !== undefined, { within: 5_000 })
      .then(() => (told() ?? "").split(" ").map(Number), () => [0, 0, watchMs]);
    return { keys, longest };
  }

  ends() {
    this.process.stdin.write("\n");
  }
}

/** @param {Person} one */
const shows = (one) => until(`${one.name} sees the program's picture`, () => one.driver.evaluate(([stage]) => {
  const video = document.querySelector(`${stage} video`);
  return video instanceof HTMLVideoElement && video.videoWidth > 0 ? /** @type {any} */ (window).observed.hue(video) : null;
}, [hook("stage")]).then((found) => typeof found === "number" && found >= hue.from && found <= hue.to), { within: 30_000 }).then(Boolean, () => false);

/** @param {Person} host */
const stageIsEmpty = (host) => until("the stage is empty again", async () => !(await host.visible("stage")), { within: 10_000 }).then(() => true, () => false);

/** @param {boolean[]} found */
const count = (found) => found.filter(Boolean).length;

/** @param {import("../lib/figures.mjs").Figures} figures @param {import("../lib/server.mjs").Server} server @param {string} sabotage */
export async function whip(figures, server, sabotage) {
  if (!existsSync(python) || spawnSync(python, ["-c", "import aiortc"]).status !== 0) {
    process.stderr.write("aiortc is not installed: nothing sends by WHIP\n");
    figures.add("whip_browsers_that_show_it", 0);
    return;
  }
  const without = /** @type {("camera" | "microphone")[]} */ (["camera", "microphone"]);
  const people = await Promise.all([
    openChromium({ name: "Maarit", mark: "red", screen: desktop }),
    openChromium({ name: "Eero", mark: "blue", screen: phone }),
    openFirefox({ name: "Sanna" }),
  ]);
  const [maarit, eero, sanna] = people;
  const token = sabotage === "whip-bearer" ? "nobody" : (server.links.advisor.split("/").at(-1) ?? "");
  /** @type {Program[]} */
  const programs = [];
  /** @param {"VP8" | "H264"} codec */
  const begin = (codec) => {
    const program = new Program(server.origin, token, codec);
    programs.push(program);
    return program;
  };
  try {
    await maarit.entersDirectly(server.links.moderator, { without });
    for (const one of [eero, sanna]) {
      await one.joins(server.links.participant, { without });
      await maarit.admits(one.name);
      await one.sees("room");
    }
    await maarit.closesPanel();

    // H264: who lacks it gets none of it, and is told.
    const h264 = begin("H264");
    const decoded = await Promise.all([maarit, eero].map(shows));
    figures.add("whip_h264_browsers_that_show_it", count(decoded));
    const told = await sanna.sees("stage-undecodable").then(() => true, () => false);
    figures.add("whip_h264_browsers_told_that_they_cannot", count([told]));
    const counted = await until("Maarit sees how many cannot", () => maarit.visible("stage-unseen"), { within: 5_000 }).then(() => true, () => false);
    figures.add("whip_h264_hosts_told_how_many_cannot", count([counted]));
    await new Promise((done) => setTimeout(done, watchMs));
    const pictures = (await sanna.inbound()).filter((line) => line.kind === "video");
    figures.add("whip_h264_packets_to_who_cannot", pictures.reduce((sum, line) => sum + line.packetsReceived, 0));
    const keyFrames = [await h264.keyFrames()];
    h264.ends();
    const h264Over = await stageIsEmpty(maarit);

    const vp8 = begin("VP8");
    figures.add("whip_browsers_that_show_it", count(await Promise.all(people.map(shows))));
    await new Promise((done) => setTimeout(done, watchMs));
    keyFrames.push(await vp8.keyFrames());
    figures.add("whip_key_frames_seen", Math.min(...keyFrames.map(({ keys }) => keys)));
    figures.add("whip_key_frame_gap_max_ms", Math.max(...keyFrames.map(({ longest }) => longest)));
    vp8.ends();
    const over = await stageIsEmpty(maarit);
    const ended = programs.every((program) => program.said.includes("ended 200"));
    figures.add("whip_left_on_stage", over && h264Over && ended ? 0 : 1);
  } finally {
    for (const program of programs) program.process.kill();
    await Promise.all(people.map((one) => one.close()));
  }
}
