// A page of small letters, what a program reads of it again, and how much of that is wrong.
import { spawn } from "node:child_process";
import { once } from "node:events";

const words = `support business advisor evening network application deadline small company income statement budget plan attach online
  service before decision weeks amount percent costs wages equipment development northern region municipality answer question member
  meeting together help growth season tourism reindeer forest craft workshop customer order invoice payment insurance pension tax
  record receipt contract partner market price offer product brand winter summer snow river village road store office school garden`
  .trim().split(/\s+/);

/** Draws numbers always the same way (a linear congruential generator; what matters is only that words are mixed). @param {number} seed */
function drawn(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Lines of text as a long guide has them. @param {number} seed @param {number} lines @param {number} width in letters @returns {string[]} */
export function prose(seed, lines, width) {
  const draw = drawn(seed);
  return Array.from({ length: lines }, () => {
    let line = "";
    while (line.length < width) {
      const word = words[draw(words.length)] ?? "";
      const shown = draw(6) === 0 ? `${word[0]?.toUpperCase()}${word.slice(1)}` : word;
      line += `${line ? " " : ""}${draw(14) === 0 ? `${2 + draw(97)} ` : ""}${shown}${draw(9) === 0 ? "," : ""}`;
    }
    return line.replace(/,$/u, "");
  });
}

/** A page that can be read is read in a few seconds. */
const patienceMs = 90_000;

/** Letters of 12 pixels on a page of 1920 by 1080, as a guide has them: text, and something drawn beside it. @param {string} title @param {readonly string[]} lines */
export function smallPrint(title, lines) {
  return `<!doctype html><html lang="en"><title>${title}</title><style>
    body { margin: 0; height: 1080px; overflow: hidden; background: linear-gradient(90deg, #fff 50%, #e3ebf8); color: #222; font: 12px/19px "DejaVu Sans", sans-serif }
    main { padding: 12px 24px; white-space: pre } p { margin: 0 } i { position: absolute; left: 1100px; top: 200px; width: 600px; height: 500px; background: #2d5192; border-radius: 40px }
  </style><main>${lines.map((line) => `<p>${line}</p>`).join("")}</main><i></i></html>`;
}

/** What stands in a picture, read by tesseract. @param {Buffer} png @returns {Promise<string>} */
export async function readAloud(png) {
  // One block of text; one thread, since two cores have browsers to carry as well.
  const reader = spawn("tesseract", ["stdin", "stdout", "-l", "eng", "--psm", "6", "--dpi", "200"], {
    env: { ...process.env, OMP_THREAD_LIMIT: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let text = "";
  reader.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  reader.stdin.end(png);
  // What cannot be read is tried for minutes otherwise.
  const late = setTimeout(() => reader.kill(), patienceMs);
  const [code, signal] = await once(reader, "close");
  clearTimeout(late);
  if (signal) return "";
  if (code !== 0) throw new Error(`tesseract ended with ${code}`);
  return text;
}

const plain = (/** @type {string} */ text) => text.replace(/\s+/gu, " ").trim();

/** Letters that have to be changed, put in or left out, in percent of what was written. @param {string} written @param {string} read */
export function wrongPercent(written, read) {
  const [right, other] = [plain(written), plain(read)];
  let row = Uint32Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= right.length; at += 1) {
    const next = new Uint32Array(other.length + 1);
    next[0] = at;
    for (let of = 1; of <= other.length; of += 1) {
      const same = right.charCodeAt(at - 1) === other.charCodeAt(of - 1) ? 0 : 1;
      next[of] = Math.min(/** @type {number} */ (row[of - 1]) + same, /** @type {number} */ (row[of]) + 1, /** @type {number} */ (next[of - 1]) + 1);
    }
    row = next;
  }
  return (100 * /** @type {number} */ (row[other.length])) / right.length;
}
