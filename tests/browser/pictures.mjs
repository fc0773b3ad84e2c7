// Makes the pictures of the README with the real client and server: node tests/browser/pictures.mjs
// Three drawn people sit before the cameras. Also leaves every page in both themes under target/screenshots.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { desktop, openChromium, phone } from "./lib/chromium.mjs";
import { repository, workFolder } from "./lib/folders.mjs";
import { audio, pretendedMedia, toYuv } from "./lib/media.mjs";
import { portrait, portraitNames } from "./lib/portraits.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

// Small enough for three at once on two cores, large enough for three simulcast layers.
const [width, height] = [960, 540];
const images = join(repository, "docs/images");
const folder = join(workFolder, "browser-media");
for (const one of [images, folder]) mkdirSync(one, { recursive: true });

/** Draws each portrait in a browser and writes it as a film of equal frames. */
async function films() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: false });
  const page = await browser.newPage();
  /** @type {Record<string, string>} */
  const paths = {};
  for (const name of portraitNames) {
    const pixels = await page.evaluate(
      async ([picture, wide, high]) => {
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
        await image.decode();
        const canvas = new OffscreenCanvas(wide, high);
        const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
        brush.drawImage(image, 0, 0, wide, high);
        const { data } = brush.getImageData(0, 0, wide, high);
        let text = "";
        for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
        return btoa(text);
      },
      /** @type {const} */ ([portrait(name), width, height]),
    );
    paths[name] = join(folder, `portrait-${name}.y4m`);
    writeFileSync(paths[name], film(Buffer.from(pixels, "base64")));
  }
  await browser.close();
  return paths;
}

/** @param {Buffer} pixels RGBA */
function film(pixels) {
  const luma = Buffer.alloc(width * height);
  const blueness = Buffer.alloc((width * height) / 4);
  const redness = Buffer.alloc((width * height) / 4);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const [y, u, v] = toYuv([pixels[at * 4], pixels[at * 4 + 1], pixels[at * 4 + 2]]);
      luma[at] = y;
      if (row % 2 === 0 && column % 2 === 0) {
        blueness[(row / 2) * (width / 2) + column / 2] = u;
        redness[(row / 2) * (width / 2) + column / 2] = v;
      }
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, blueness, redness]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F6:1 Ip A1:1 C420jpeg\n`), frame, frame, frame, frame]);
}

const paths = await films();
const server = await Server.start("pictures");
// One speaks, the others listen.
const silence = join(folder, "silence.wav");
writeFileSync(silence, audio(440, 0));
/** @param {keyof typeof paths} who @param {string} sound */
const media = (who, sound) => ({ video: paths[who], audio: sound });
const [maarit, anu, eero] = await Promise.all([
  openChromium({ name: "Maarit Niemelä", files: media("maarit", silence), screen: desktop }),
  openChromium({ name: "Anu Lehto", files: media("anu", silence), screen: desktop, colorScheme: "dark" }),
  openChromium({ name: "Eero Ylitalo", files: media("eero", pretendedMedia("blue").audio), screen: phone }),
]);
const people = [maarit, anu, eero];

/** All three pictures are there and sharp. @param {typeof maarit} one */
async function settled(one) {
  await until(`${one.name} sees the others sharply`, () =>
    one.page.evaluate(
      (names) =>
        names.every((name) => {
          const video = document.querySelector(`[data-testid=tile][data-name="${name}"] video`);
          return video instanceof HTMLVideoElement && video.videoWidth >= (innerWidth < 600 ? 240 : 320) && video.getVideoPlaybackQuality().totalVideoFrames > 25;
        }),
      people.filter((other) => other !== one).map(({ name }) => name),
    ),
    { within: 45_000 },
  ).catch(() => process.stderr.write(`${one.name} does not see sharply yet: this machine is busy, make the pictures again later\n`));
}

/** @param {typeof maarit} one @param {string} file in docs/images */
const picture = (one, file) => one.page.screenshot({ path: join(images, file) });

try {
  await maarit.entersDirectly(server.links.moderator);
  await eero.open(server.links.participant);
  await eero.sees("join-name");
  await eero.fill("join-name", eero.name);
  await eero.fill("join-business", "Ylitalon puutyö");
  await eero.sees("preview");
  await eero.screenshot("check-phone-light.png");
  await anu.open(server.links.advisor);
  await anu.sees("preview");
  await anu.screenshot("check-desktop-dark.png");
  await Promise.all([anu.entersDirectly(server.links.advisor, { business: "Yritysneuvonta Lappi" }), eero.joins(server.links.participant, { business: "Ylitalon puutyö" })]);
  await eero.sees("waiting");
  await picture(eero, "lobby-phone.png");
  await maarit.admits(eero.name);
  await eero.sees("room");
  await Promise.all(people.map(settled));
  await eero.writes("Hyvää iltaa kaikille. Täällä tuiskuttaa.");
  await anu.writes("Hei Eero. Kerron kohta, miten tukea haetaan.");
  await maarit.writes("Tervetuloa. Aloitetaan kuulumisilla, ihan rauhassa.");
  await Promise.all(people.map((one) => one.reads("ihan rauhassa")));
  for (const [one, file] of /** @type {const} */ ([[maarit, "room-desktop-chat-light.png"], [anu, "room-desktop-chat-dark.png"], [eero, "room-phone-chat-light.png"]])) {
    await one.screenshot(file);
  }
  await picture(maarit, "room-desktop.png");
  await Promise.all([eero.closesPanel(), anu.closesPanel()]);
  await picture(eero, "room-phone.png");
  await picture(anu, "room-desktop-dark.png");
  await eero.page.emulateMedia({ colorScheme: "dark" });
  await picture(eero, "room-phone-dark.png");
  await maarit.opensPeople();
  await maarit.screenshot("people-desktop-light.png");
} finally {
  await Promise.all(people.map((one) => one.close()));
  await server.stop();
}
