// The landscape behind the quiet pages: round fells in winter light and a cabin with its lamp lit. Colours come from
// the tokens, so that it is day in the light theme and polar night in the dark one.
import { html, svg } from "../vendor/lit.js";

/** A snowy spruce at x, standing on y, of height h.
 * @param {number} x @param {number} y @param {number} h */
function spruce(x, y, h) {
  const w = h * 0.19;
  const half = (/** @type {number} */ at, /** @type {number} */ wide) =>
    `L${(x + wide * w).toFixed(1)} ${(y - h * at).toFixed(1)}`;
  const right = `M${x} ${y - h}${half(0.66, 0.45)}${half(0.68, 0.25)}${half(0.36, 0.75)}${half(0.39, 0.45)}${half(0.06, 1)}`;
  const left = `${half(0.06, -1)}${half(0.39, -0.45)}${half(0.36, -0.75)}${half(0.68, -0.25)}${half(0.66, -0.45)}Z`;
  return svg`<path d=${right + left} /><rect x=${x - w * 0.12} y=${y - h * 0.07} width=${w * 0.24} height=${h * 0.08} />`;
}

/** Fixed places, so that the forest is the same at every visit. */
const trees = [
  [118, 432, 74], [150, 440, 98], [186, 436, 66], [238, 446, 84], [612, 450, 58], [640, 448, 82], [1040, 446, 66], [1076, 444, 92], [1294, 442, 108], [1332, 446, 82],
  [1366, 440, 122], [1410, 444, 76], [1462, 438, 94], [1508, 440, 64], [64, 436, 88], [1560, 436, 104],
];

const stars = [
  [120, 60], [260, 120], [390, 44], [520, 150], [640, 70], [790, 36], [905, 130], [1030, 58], [1180, 104], [1270, 30],
  [1420, 90], [1530, 48], [330, 190], [1110, 180], [720, 168],
];

export function fells() {
  return html`<svg class="fells" viewBox="0 0 1600 520" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
    <g class="stars">${stars.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="1.6" />`)}</g>
    <path class="far" d="M0 330C140 316 240 236 372 226c124-9 196 74 330 78 150 4 214-134 372-140 150-6 236 118 526 140v216H0Z" />
    <path class="middle" d="M0 372c176 4 262-66 406-68 170-2 262 84 430 82 178-2 252-92 412-92 134 0 214 58 352 66v160H0Z" />
    <path class="near" d="M0 420c128-22 236-44 372-36 190 12 300 56 470 50 196-8 300-62 458-58 118 2 206 30 300 34v110H0Z" />
    <g class="trees">${trees.map(([x, y, h]) => spruce(x ?? 0, y ?? 0, h ?? 0))}</g>
    <path class="ground" d="M0 446c210-22 420-6 640 2 250 8 420-26 620-24 130 2 236 16 340 18v78H0Z" />
    <g class="cabin" transform="translate(-246 6)">
      <path class="roof" d="m1096 392 58-34 58 34v7h-116Z" />
      <path class="wall" d="M1104 399h100v40h-100Z" />
      <path class="wall" d="M1176 362h12v18h-12Z" />
      <ellipse class="glow" cx="1136" cy="420" rx="92" ry="40" />
      <rect class="window" x="1122" y="408" width="28" height="20" rx="2" />
      <path class="frame" d="M1136 408v20M1122 418h28" />
    </g>
  </svg>`;
}
