// What the browsers' pretended cameras and microphones show and play: one colour and one tone per person, so that a
// test can tell by the received picture and sound alone whose they are.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "./folders.mjs";

/** Hues are far apart, tones no multiples of each other. @type {Record<string, { hue: number, tone: number }>} */
export const marks = {
  red: { hue: 0, tone: 520 },
  green: { hue: 120, tone: 830 },
  blue: { hue: 240, tone: 1370 },
  yellow: { hue: 60, tone: 2110 },
  // Firefox brings its own: a colour that changes all the time, and this tone.
  firefox: { hue: Number.NaN, tone: 1000 },
};

const picture = { width: 640, height: 360, framesPerSecond: 15, frames: 15 };
const sound = { rate: 48_000, seconds: 4 };

/** BT.601 in studio range, as y4m readers expect it. @param {[number, number, number]} rgb 0–255 */
export function toYuv([red, green, blue]) {
  return [
    16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255,
    128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255,
    128 + (112 * red - 93.786 * green - 18.214 * blue) / 255,
  ].map(Math.round);
}

/** @param {string} mark */
export const colourOf = (mark) => colourOfHue(marks[mark].hue);

/** @param {number} hue @returns {[number, number, number]} */
function colourOfHue(hue) {
  const part = (/** @type {number} */ offset) => {
    const k = (offset + hue / 60) % 6;
    return Math.round(220 * (1 - Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [part(5), part(3), part(1)];
}

/** A plain colour with a grey square wandering along the lower edge, so that every frame differs. @param {number} hue */
function video(hue) {
  const { width, height, frames, framesPerSecond } = picture;
  const [y, u, v] = toYuv(colourOfHue(hue));
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  const side = 32;
  for (let frame = 0; frame < frames; frame += 1) {
    const luma = Buffer.alloc(width * height, y);
    const left = Math.floor(((width - side) * frame) / frames);
    for (let row = height - side; row < height; row += 1) luma.fill(200, row * width + left, row * width + left + side);
    parts.push(Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 4, u), Buffer.alloc((width * height) / 4, v));
  }
  return Buffer.concat(parts);
}

/** Syllables rather than a steady tone: noise suppression takes a steady tone for noise.
 * @param {number} tone Hz @param {number} [loudness] of 32,767 */
export function audio(tone, loudness = 12_000) {
  const { rate, seconds } = sound;
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let index = 0; index < rate * seconds; index += 1) {
    const at = index / rate;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * at)) ** 0.5;
    samples.writeInt16LE(Math.round(loudness * syllable * Math.sin(2 * Math.PI * tone * at)), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Paths of a person's camera and microphone files, made once. @param {string} mark */
export function pretendedMedia(mark) {
  const folder = join(workFolder, "browser-media");
  mkdirSync(folder, { recursive: true });
  const paths = { video: join(folder, `${mark}.y4m`), audio: join(folder, `${mark}.wav`) };
  const { hue, tone } = marks[mark];
  if (!existsSync(paths.video)) writeFileSync(paths.video, video(hue));
  if (!existsSync(paths.audio)) writeFileSync(paths.audio, audio(tone));
  return paths;
}

/** A restless picture large enough for three layers: its squares change with every frame, so that each layer costs its full
 * price. @param {string} mark */
export function restlessMedia(mark) {
  const { audio: sound } = pretendedMedia(mark);
  const path = join(workFolder, "browser-media", `restless-${mark}.y4m`);
  if (!existsSync(path)) writeFileSync(path, restless(marks[mark].hue));
  return { video: path, audio: sound };
}

/** @param {number} hue */
function restless(hue) {
  const [width, height, frames, side] = [1280, 720, 12, 20];
  const [y, u, v] = toYuv(colourOfHue(hue));
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`)];
  let state = 1;
  for (let frame = 0; frame < frames; frame += 1) {
    const luma = Buffer.alloc(width * height, y);
    for (let top = 0; top < height; top += side) {
      for (let left = 0; left < width; left += side) {
        // Numerical Recipes' generator, so that the film is the same everywhere.
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        const shade = Math.max(16, Math.min(235, y + ((state >>> 24) % 64) - 32));
        for (let row = top; row < top + side; row += 1) luma.fill(shade, row * width + left, row * width + left + side);
      }
    }
    parts.push(Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 4, u), Buffer.alloc((width * height) / 4, v));
  }
  return Buffer.concat(parts);
}
