// Films for cameras that are no browsers: VP8 in two layers, made by the browser that has to read it, once for each mark.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "./folders.mjs";
import { colourOf } from "./media.mjs";

export const filmFolder = join(workFolder, "browser-media");

/** As tests/src/film.rs names them. */
const layers = [
  { name: "h", width: 320, height: 180, bitrate: 120_000 },
  { name: "f", width: 640, height: 360, bitrate: 450_000 },
];

/**
 * Makes the films that are not there yet.
 * @param {import("./person.mjs").Person} person whose page is open at a secure address
 * @param {readonly string[]} marks
 */
export async function makeFilms(person, marks) {
  mkdirSync(filmFolder, { recursive: true });
  for (const mark of marks) {
    for (const layer of layers) {
      const path = join(filmFolder, `${mark}-${layer.name}.ivf`);
      if (existsSync(path)) continue;
      const frames = await person.driver.evaluate(encode, { ...layer, colour: `rgb(${colourOf(mark).join(",")})` });
      writeFileSync(path, ivf(layer, frames.map((frame) => Buffer.from(frame, "base64"))));
    }
  }
}

/** Ten seconds, a key frame every second; half of the picture changes with every frame, so that it costs its price. In the page.
 * @param {{ width: number, height: number, bitrate: number, colour: string }} layer @returns {Promise<string[]>} */
async function encode({ width, height, bitrate, colour }) {
  const framesPerSecond = 15;
  const canvas = new OffscreenCanvas(width, height);
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {string[]} */
  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: "vp8", width, height, bitrate, framerate: framesPerSecond, latencyMode: "realtime", bitrateMode: "constant" });
  for (let frame = 0; frame < 10 * framesPerSecond; frame += 1) {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, width, height);
    const side = height / 15;
    for (let spot = 0; spot < 60; spot += 1) {
      brush.fillStyle = `rgba(${Math.random() < 0.5 ? "0,0,0" : "255,255,255"},0.2)`;
      brush.fillRect(Math.random() * width, Math.random() * height, side, side);
    }
    const picture = new VideoFrame(canvas, { timestamp: (frame * 1e6) / framesPerSecond });
    encoder.encode(picture, { keyFrame: frame % framesPerSecond === 0 });
    picture.close();
    while (encoder.encodeQueueSize > 2) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await encoder.flush();
  return frames;
}

/** @param {{ width: number, height: number }} size @param {Buffer[]} frames */
function ivf({ width, height }, frames) {
  const head = Buffer.alloc(32);
  head.write("DKIF\0\0\x20\0VP80", 0, "latin1");
  head.writeUInt16LE(width, 12);
  head.writeUInt16LE(height, 14);
  head.writeUInt32LE(15, 16);
  head.writeUInt32LE(1, 20);
  head.writeUInt32LE(frames.length, 24);
  const parts = frames.flatMap((frame, index) => {
    const before = Buffer.alloc(12);
    before.writeUInt32LE(frame.length, 0);
    before.writeUInt32LE(index, 4);
    return [before, frame];
  });
  return Buffer.concat([head, ...parts]);
}
