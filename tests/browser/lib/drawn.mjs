// Drawn people as films before their cameras, and pictures for the documentation, made small.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { repository, workFolder } from "./folders.mjs";
import { toYuv } from "./media.mjs";
import { portrait, portraitNames } from "./portraits.mjs";

// Small enough for three at once on two cores, large enough for three simulcast layers.
const [width, height] = [960, 540];
/** Where pictures of the documentation are. */
export const images = join(repository, "docs/images");
/** Where films are made. */
export const folder = join(workFolder, "browser-media");
for (const one of [images, folder]) mkdirSync(one, { recursive: true });

/** Draws each portrait in a browser and writes it as a film of equal frames. */
export async function films() {
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

/**
 * A picture for the documentation, in 256 colours where `pngquant` is installed.
 * @param {import("./person.mjs").Person & { page: import("playwright-core").Page }} one @param {string} file in docs/images
 */
export async function picture(one, file) {
  const path = join(images, file);
  await one.page.screenshot({ path });
  spawnSync("pngquant", ["--force", "--skip-if-larger", "--strip", "--speed=1", "--quality=70-95", "--output", path, path], { stdio: "ignore" });
}
