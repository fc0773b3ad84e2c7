// Drawn people in front of their cameras, for the pictures of the README: nobody's real face has to stand there.

const skin = { fair: ["#f3cfb3", "#e0ab88"], warm: ["#e9b892", "#cf946b"], light: ["#f6d8c0", "#e2b496"] };

/** A window onto round fells in blue winter light. @param {number} x @param {string} sky @param {string} low */
const fellWindow = (x, sky, low) => `
  <g transform="translate(${x} 60)">
    <rect x="-14" y="-14" width="348" height="408" rx="6" fill="#efe6da"/>
    <clipPath id="pane${x}"><rect width="320" height="380"/></clipPath>
    <g clip-path="url(#pane${x})">
      <linearGradient id="sky${x}" x2="0" y2="1"><stop stop-color="${sky}"/><stop offset="1" stop-color="${low}"/></linearGradient>
      <rect width="320" height="380" fill="url(#sky${x})"/>
      <path d="M-20 250q90-90 170-30t200-40v220h-370z" fill="#9db3d6"/>
      <path d="M-20 300q110-60 200-20t180-30v160h-380z" fill="#c9d6ea"/>
      <path d="M-20 340q160-30 360 0v60h-360z" fill="#eef3fa"/>
      ${[[40, 330, 60], [78, 338, 44], [250, 332, 74], [286, 340, 50]].map(([tx, ty, h]) => `<path d="M${tx} ${ty - h}l${h * 0.22} ${h}h-${h * 0.44}z" fill="#3d5578"/>`).join("")}
    </g>
    <path d="M160 0v380M0 190h320" stroke="#efe6da" stroke-width="12"/>
    <rect x="-26" y="392" width="372" height="18" rx="4" fill="#e2d5c4"/>
  </g>`;

/** A floor lamp with its warm circle. @param {number} x */
const lamp = (x) => `
  <radialGradient id="glow${x}"><stop stop-color="#ffdf9e" stop-opacity=".75"/><stop offset="1" stop-color="#ffdf9e" stop-opacity="0"/></radialGradient>
  <circle cx="${x}" cy="230" r="330" fill="url(#glow${x})"/>
  <path d="M${x - 70} 270l32-110h76l32 110z" fill="#fbe3b4"/>
  <rect x="${x - 4}" y="270" width="8" height="460" fill="#8d7458"/>`;

/** A shelf with folders and a plant. @param {number} x */
const shelf = (x) => `
  <g transform="translate(${x} 190)">
    ${[0, 170].map((y) => `<rect y="${y + 110}" width="330" height="16" rx="3" fill="#a98663"/>`).join("")}
    ${[[10, 90, 34, "#7d93b8"], [48, 82, 30, "#b85a63"], [82, 94, 26, "#e3bd74"], [112, 86, 36, "#5f8f7d"], [200, 178, 40, "#98a9c6"], [244, 170, 28, "#c98a5b"]]
      .map(([bx, h, w, colour]) => `<rect x="${bx}" y="${Number(bx) < 200 ? 110 - Number(h) : 280 - Number(h) / 2}" width="${w}" height="${Number(bx) < 200 ? h : Number(h) / 2}" rx="3" fill="${colour}"/>`).join("")}
    <path d="M262 110q-34-50-12-84 20 30 16 84zM268 110q30-56 58-56-6 40-50 56z" fill="#4f8068"/>
    <path d="M244 76h46l-7 34h-32z" fill="#d7a07a"/>
  </g>`;

/**
 * Head and shoulders. The middle of the face is at (640, 330).
 * @param {{ tone: keyof typeof skin, hairBehind?: string, hairFront?: string, beard?: string, brows: string, clothes: string, neckline: string, extras?: string, mouth?: string }} look
 */
function bust({ tone, hairBehind = "", hairFront = "", beard = "", brows, clothes, neckline, extras = "", mouth = "M598 432q42 34 84 0" }) {
  const [face, shade] = skin[tone];
  return `
  ${hairBehind}
  <path d="M310 760c6-150 96-196 214-222l116 40 116-40c118 26 208 72 214 222z" fill="${clothes}"/>
  <path d="M574 440v104q66 62 132 0V440z" fill="${shade}"/>
  ${neckline}
  <path d="M640 186c92 0 138 66 138 158 0 98-58 182-138 182s-138-84-138-182c0-92 46-158 138-158z" fill="${face}"/>
  <path d="M506 330c-26-6-30 66 8 72zM774 330c26-6 30 66-8 72z" fill="${shade}"/>
  <ellipse cx="560" cy="400" rx="30" ry="19" fill="#e88f7f" opacity=".28"/><ellipse cx="720" cy="400" rx="30" ry="19" fill="#e88f7f" opacity=".28"/>
  ${beard}
  <g fill="#2b2a33"><ellipse cx="584" cy="346" rx="11" ry="13"/><ellipse cx="696" cy="346" rx="11" ry="13"/></g>
  <g fill="#fff"><circle cx="588" cy="341" r="3.5"/><circle cx="700" cy="341" r="3.5"/></g>
  <g fill="none" stroke-linecap="round">
    <path d="M560 312q24-16 48-4M672 308q24-12 48 4" stroke="${brows}" stroke-width="9"/>
    <path d="M640 352q-16 34 4 40" stroke="${shade}" stroke-width="8"/>
    <path d="${mouth}" stroke="#a4473f" stroke-width="9"/>
  </g>
  ${hairFront}
  ${extras}`;
}

const rooms = {
  cottage: `<rect width="1280" height="720" fill="#d9c7ae"/><path d="M0 120h1280M0 300h1280M0 480h1280M0 650h1280" stroke="#cbb698" stroke-width="5"/>${fellWindow(70, "#8fa9d8", "#f6d7bd")}${lamp(1100)}`,
  office: `<rect width="1280" height="720" fill="#dfe5ea"/>${shelf(60)}${fellWindow(900, "#a9c0e4", "#f3e1d3")}`,
  workshop: `<rect width="1280" height="720" fill="#6f6a66"/><path d="M0 0h1280v90H0z" fill="#5c5753"/>
    <g transform="translate(90 150)"><rect width="330" height="240" rx="8" fill="#8a7253"/>${[40, 95, 150, 205, 260].map((x, index) => `<path d="M${x} 24v${90 + (index % 3) * 34}" stroke="#d9d4cd" stroke-width="11" stroke-linecap="round"/><rect x="${x - 11}" y="${112 + (index % 3) * 34}" width="22" height="62" rx="8" fill="${["#b85a3c", "#3f5f8a", "#c9973f", "#5a7d5e", "#7c4a52"][index]}"/>`).join("")}</g>
    ${lamp(1090)}`,
};

const people = {
  maarit: rooms.cottage + bust({
    tone: "fair",
    clothes: "#9c3347",
    brows: "#8f8a86",
    hairBehind: `<path d="M640 130c140 0 196 96 190 226-4 84-22 138-52 166H502c-30-28-48-82-52-166-6-130 50-226 190-226z" fill="#b9b3ae"/>`,
    hairFront: `<path d="M500 352c-8-130 50-182 140-182s148 52 140 182c-22-66-50-96-92-110-34 30-120 40-150 34-20 20-32 46-38 76z" fill="#c9c4bf"/>`,
    neckline: `<path d="M524 538l116 118 116-118-40-18q-76 62-152 0z" fill="#f4ece2"/>`,
    extras: `<g fill="none" stroke="#3a3f55" stroke-width="6"><rect x="538" y="318" width="88" height="62" rx="28"/><rect x="654" y="318" width="88" height="62" rx="28"/><path d="M626 342q14-10 28 0"/></g>`,
    mouth: "M592 428q48 46 96 0",
  }),
  anu: rooms.office + bust({
    tone: "warm",
    clothes: "#2f5a93",
    brows: "#2f211c",
    hairBehind: `<circle cx="640" cy="150" r="74" fill="#3a2a25"/><path d="M640 150c128 0 168 90 162 190-2 40-8 70-20 92H498c-12-22-18-52-20-92-6-100 34-190 162-190z" fill="#3a2a25"/>`,
    hairFront: `<path d="M502 336c0-120 60-164 138-164s138 44 138 164c-16-52-56-98-126-110-84 8-134 52-150 110z" fill="#463430"/>`,
    neckline: `<path d="M556 528q84 96 168 0l-18-16q-66 58-132 0z" fill="#e7edf5"/>`,
    extras: `<circle cx="500" cy="412" r="8" fill="#e3bd74"/><circle cx="780" cy="412" r="8" fill="#e3bd74"/>`,
    mouth: "M598 430q42 40 84 0",
  }),
  eero: rooms.workshop + bust({
    tone: "light",
    clothes: "#3c5a48",
    brows: "#8a5a32",
    beard: `<path d="M504 372c4 112 56 196 136 196s132-84 136-196c-22 32-44 36-66 30-36-16-104-16-140 0-22 6-44 2-66-30z" fill="#a8703f"/><path d="M586 424q54 52 108 0-54-22-108 0z" fill="#f1cbb0"/>`,
    hairFront: `<path d="M494 300c-6-120 56-186 146-186s152 66 146 186z" fill="#c9913a"/><path d="M560 132v130M600 118v144M640 114v148M680 118v144M720 132v130" stroke="#b67f2c" stroke-width="7"/><path d="M486 262h308q10 0 10 12v38q0 12-10 12H486q-10 0-10-12v-38q0-12 10-12z" fill="#a9742a"/>`,
    neckline: `<path d="M552 520h176v34q-88 54-176 0z" fill="#2e4638"/>`,
    extras: `<path d="M352 700q40-90 120-130M928 700q-40-90-120-130" stroke="#34503f" stroke-width="8" fill="none"/>`,
    mouth: "M600 432q40 26 80 0",
  }),
};

export const portraitNames = /** @type {(keyof typeof people)[]} */ (Object.keys(people));

/** @param {keyof typeof people} who @returns {string} an SVG picture of 1280×720 */
export function portrait(who) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" width="1280" height="720">${people[who]}</svg>`;
}
