// A page of 12-pixel letters is shared on a line of 1 Mbit/s, once the sharer's and once the receiver's: what a program for reading
// print makes of the receiver's picture, five seconds after the page stands still. Part of `tests/run show advisors`.
import { openChromium } from "../lib/chromium.mjs";
import { prose, readAloud, smallPrint, wrongPercent } from "../lib/letters.mjs";
import { hook } from "../lib/person.mjs";
import { until } from "../lib/wait.mjs";

const title = "Ohje";
const screen = { viewport: { width: 1920, height: 1080 } };
const rate_kbps = 1_000;
const delay_ms = 30;
/** Milliseconds: while the page is leafed through, and until it is read. */
const movingMs = 4_000;
const stillMs = 5_000;
/** Reading programs want letters as large as print has them. */
const enlarge = 2;
const lines = 54;
const width = 110;

/** @param {number} seed */
const textOf = (seed) => prose(seed, lines, width);

/**
 * The left half of a picture, where the text is, enlarged for reading.
 * @param {import("playwright-core").Page} page @param {string} selector of a video or an image
 * @returns {Promise<{ height: number, png: Buffer }>}
 */
async function pictureOf(page, selector) {
  const { height, words } = await page.evaluate(async ([wanted, times]) => {
    const shown = document.querySelector(wanted);
    const film = shown instanceof HTMLVideoElement;
    if (!film && !(shown instanceof HTMLImageElement)) throw new Error("no picture");
    const [across, down] = film ? [shown.videoWidth, shown.videoHeight] : [shown.naturalWidth, shown.naturalHeight];
    const canvas = new OffscreenCanvas(960 * times, 1080 * times);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.imageSmoothingQuality = "high";
    context.drawImage(shown, 0, 0, across / 2, down, 0, 0, canvas.width, canvas.height);
    const reader = new FileReader();
    reader.readAsDataURL(await canvas.convertToBlob());
    await new Promise((done) => (reader.onload = done));
    return { height: down, words: String(reader.result).split(",")[1] ?? "" };
  }, /** @type {const} */ ([selector, enlarge]));
  return { height, png: Buffer.from(words, "base64") };
}

/** Broken on purpose: both copies of the screen are made smaller before they are sent. */
function halved() {
  const add = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (/** @type {string | MediaStreamTrack} */ what, /** @type {RTCRtpTransceiverInit | undefined} */ how) {
    const copies = how?.sendEncodings ?? [];
    if (copies.length === 2) for (const copy of copies) copy.scaleResolutionDownBy = 2;
    return add.call(this, what, how);
  };
}

/** @param {import("../lib/figures.mjs").Figures} figures @param {import("../lib/server.mjs").Server} server @param {string} sabotage */
export async function legibility(figures, server, sabotage) {
  const without = /** @type {("camera" | "microphone")[]} */ (["camera", "microphone"]);
  const [anu, maarit] = await Promise.all([
    openChromium({ name: "Anu", media: "real", screen, extraFlags: [`--auto-select-tab-capture-source-by-title=${title}`] }),
    openChromium({ name: "Maarit", screen }),
  ]);
  try {
    if (sabotage === "half-resolution") await anu.context.addInitScript(halved);
    const page = await anu.context.newPage();
    const shows = (/** @type {number} */ seed) => page.setContent(smallPrint(title, textOf(seed)));
    // What the reading program gets wrong by itself: of the page as it is.
    await shows(5);
    const original = (await page.screenshot()).toString("base64");
    await page.setContent(`<img src="data:image/png;base64,${original}">`);
    figures.add("legibility_wrong_percent_of_the_page_itself", wrongPercent(textOf(5).join(" "), await readAloud((await pictureOf(page, "img")).png)));
    await shows(1);
    await Promise.all([anu.entersDirectly(server.links.advisor, { without }), maarit.entersDirectly(server.links.moderator, { without })]);
    await maarit.closesPanel();
    await anu.click("share-screen");
    await page.bringToFront();
    await until("Maarit sees the page", () => maarit.stageHasPicture(), { within: 30_000 });
    const video = `${hook("stage")} video`;

    const flows = { sharer: await server.line.flowOf(anu), receiver: await server.line.flowOf(maarit) };
    /** @param {keyof typeof flows} thin @param {number} seed */
    const through = async (thin, seed) => {
      const direction = thin === "sharer" ? "up" : "down";
      await server.line.set({ flow: flows[thin], [direction]: { delay_ms, rate_kbps } });
      const end = performance.now() + movingMs;
      for (let leaf = 0; performance.now() < end; leaf += 1) {
        await shows(100 + leaf);
        await page.waitForTimeout(250);
      }
      await shows(seed);
      await page.waitForTimeout(stillMs);
      const { height, png } = await pictureOf(maarit.page, video);
      const wrong = wrongPercent(textOf(seed).join(" "), await readAloud(png));
      process.stderr.write(`${JSON.stringify({ thin, wrong, height, inbound: await maarit.inbound(), sent: await anu.uplink(), line: await server.line.count() })}\n`);
      await server.line.set({ flow: flows[thin], [direction]: { delay_ms } });
      return wrong;
    };
    figures.add("legibility_letters", textOf(1).join(" ").length);
    figures.add("legibility_wrong_percent_receivers_line", await through("receiver", 21));
    figures.add("legibility_wrong_percent_sharers_line", await through("sharer", 11));
  } finally {
    await Promise.all([anu, maarit].map((one) => one.close()));
  }
}
