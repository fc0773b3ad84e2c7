// Lips and words: how far picture and sound of one person, and of a shared screen, are apart in the browser of who looks on, after
// the picture has changed its layer and its slot. Part of `tests/run show thin-line`.
import { setTimeout as pause } from "node:timers/promises";
import { openChromium, desktop } from "../lib/chromium.mjs";
import { clapper, drifts, offsets, witness } from "../lib/clapper.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

const watchSeconds = 15;
/** So long the sounds of faces are in their buffer. */
const soundWaitsMs = 200;
const small = { width: 360, height: 420 };

/** @typedef {Awaited<ReturnType<typeof openChromium>>} Chromium */

/** @param {Chromium} who @returns {Promise<import("../lib/clapper.mjs").Testimony & { now: number, origin: number }>} */
const testimony = (who) =>
  who.driver.evaluate(() => ({ .../** @type {any} */ (window).witness.noted, now: performance.now(), origin: performance.timeOrigin }));

/** Looks at a picture of the page (layouts come and go, so again and again) and listens to all that is audible. @param {Chromium} who @param {string} selector */
const looksAt = (who, selector) =>
  who.driver.evaluate(async (found) => {
    const page = /** @type {any} */ (window);
    const video = document.querySelector(found);
    if (video) page.witness.watch(video);
    await page.witness.listen(page.observed.audible());
  }, selector);

/** The same of one's own clapperboard, before anything is sent: what the measurement itself puts between the two. @param {Chromium} who @param {"camera" | "screen"} kind */
const looksAtOwn = (who, kind) =>
  who.driver.evaluate(async (board) => {
    const page = /** @type {any} */ (window);
    const stream = page.clapper.boards[board];
    const video = document.createElement("video");
    Object.assign(video, { muted: true, srcObject: stream });
    Object.assign(video.style, { position: "fixed", left: "0", bottom: "0", width: "16px", opacity: "0.5", zIndex: "99" });
    document.body.append(video);
    await video.play();
    page.witness.watch(video);
    await page.witness.listen(stream.getAudioTracks());
  }, kind);

/** The claps since then, on the clock of the machine. @param {Chromium} who @param {number} since */
async function claps(who, since) {
  const told = await testimony(who);
  return offsets(told, since).map(({ beep, offset }) => ({ beep: beep + told.origin, offset }));
}

/** A flash comes through again after a change. @param {Chromium} who @param {string} selector */
async function seesFlash(who, selector) {
  const { now } = await testimony(who);
  await until("a flash and a beep come through", async () => {
    await looksAt(who, selector);
    const { flashes, beeps } = await testimony(who);
    return flashes.some((at) => at > now + 100) && beeps.some((at) => at > now + 100);
  }, { within: 25_000 });
}

/** @param {number[]} values @param {number} part */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

/** What the browser itself says of its buffers. @param {Chromium} who */
const buffers = (who) =>
  who.driver.evaluate(async () => {
    const told = [];
    for (const connection of /** @type {any} */ (window).observed.connections) {
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== "inbound-rtp" || !entry.jitterBufferEmittedCount) continue;
        const { kind, mid, jitterBufferDelay, jitterBufferEmittedCount, estimatedPlayoutTimestamp, frameHeight } = entry;
        const target = connection.getTransceivers().find((/** @type {RTCRtpTransceiver} */ one) => one.mid === mid)?.receiver.jitterBufferTarget;
        told.push({ kind, mid, buffer: Math.round((1000 * jitterBufferDelay) / jitterBufferEmittedCount), target, estimatedPlayoutTimestamp, frameHeight });
      }
    }
    return told;
  });

/** @param {import("../lib/figures.mjs").Figures} figures @param {string} name @param {Chromium} sender @param {Chromium} viewer @param {string} selector */
async function judge(figures, name, sender, viewer, selector) {
  const [ours, theirs] = [(await testimony(sender)).now, (await testimony(viewer)).now];
  for (let second = 0; second <= watchSeconds; second += 1) {
    await looksAt(viewer, selector);
    // Not a wait for something to happen: the length over which is measured.
    await pause(1_000);
  }
  const [own, seen] = [await claps(sender, ours), await claps(viewer, theirs)];
  const apart = drifts(own, seen);
  const rounded = (/** @type {{ offset: number }[]} */ of) => of.map(({ offset }) => Math.round(offset));
  process.stderr.write(`${JSON.stringify({ name, apart: apart.map(Math.round), seen: rounded(seen), own: rounded(own), buffers: await buffers(viewer) })}\n`);
  figures.add(`lips_claps_of_${name}`, apart.length);
  figures.add(`lips_sound_early_ms_of_${name}`, Math.max(0, quantile(apart, 0.5)));
  figures.add(`lips_sound_late_ms_of_${name}`, Math.max(0, -quantile(apart, 0.5)));
}

/**
 * The buffers of one kind by which something comes hold for so long, whatever the page asks of them; with null they are the page's again.
 * @param {Chromium} who @param {"audio" | "video"} wanted @param {number | null} ms
 */
const holds = (who, wanted, ms) =>
  who.driver.evaluate(([kind, held]) => {
    for (const connection of /** @type {any} */ (window).observed.connections) {
      for (const receiver of connection.getReceivers()) {
        if (receiver.track.kind !== kind || receiver.getSynchronizationSources().length === 0) continue;
        delete receiver.jitterBufferTarget;
        receiver.jitterBufferTarget = held;
        if (held !== null) Object.defineProperty(receiver, "jitterBufferTarget", { value: held, writable: true, configurable: true });
      }
    }
  }, /** @type {const} */ ([wanted, ms]));

/** @param {import("../lib/figures.mjs").Figures} figures @param {string} sabotage */
export async function lips(figures, sabotage) {
  const server = await Server.start("show-lips");
  const extraFlags = ["--autoplay-policy=no-user-gesture-required"];
  const [anu, maarit] = await Promise.all([
    openChromium({ name: "Anu", extraFlags, scripts: [clapper, witness], bypassPolicy: true }),
    openChromium({ name: "Maarit", extraFlags, scripts: [witness], bypassPolicy: true }),
  ]);
  const [face, stage] = ["[data-testid=tile][data-name=Anu] video", "[data-testid=stage] video"];
  /** Two changes of the layer. @param {string} selector */
  const resizes = async (selector) => {
    for (const size of [small, desktop.viewport]) {
      await maarit.page.setViewportSize(size);
      await seesFlash(maarit, selector);
    }
  };
  try {
    await Promise.all([anu.entersDirectly(server.links.advisor), maarit.entersDirectly(server.links.moderator, { without: ["camera", "microphone"] })]);
    await looksAtOwn(anu, "camera");
    await seesFlash(maarit, face);
    // As on a line that swings, for which a picture has to be held; on a calm one the two come together by themselves.
    await holds(maarit, "audio", soundWaitsMs);
    // Broken on purpose: it is not held. What the server breaks by that name concerns the stage.
    if (sabotage === "lips-apart") await holds(maarit, "video", 0);
    for (let round = 0; round < 4; round += 1) {
      await resizes(face);
      await anu.click("toggle-camera");
      await until("the picture is gone", async () => !(await maarit.visible("tile")) || (await maarit.faces()).Anu === "no picture");
      await anu.click("toggle-camera");
      await seesFlash(maarit, face);
    }
    await judge(figures, "faces", anu, maarit, face);
    for (const kind of /** @type {const} */ (["audio", "video"])) await holds(maarit, kind, null);

    await anu.driver.evaluate(() => /** @type {any} */ (window).clapper.clap("screen"));
    for (let round = 0; round < 4; round += 1) {
      await anu.click("share-screen");
      if (round === 0) await looksAtOwn(anu, "screen");
      await seesFlash(maarit, stage);
      if (round === 3) break;
      await resizes(stage);
      await anu.click("share-screen");
      await until("the stage is empty", async () => !(await maarit.stageHasPicture()));
    }
    await judge(figures, "stage", anu, maarit, stage);
  } finally {
    await Promise.all([anu, maarit].map((one) => one.close()));
    await server.stop();
  }
}
