// How the word that people leave went over the evenings: two lines, and the same as a table.
import { html, nothing, svg } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { day, language, t } from "../i18n/index.js";
import { resource } from "./desk.js";
import { mean, pieces } from "./means.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").EveningFeedback} EveningFeedback */

const box = { width: 480, height: 140, inset: 14 };
/** Evenings in the picture; the table has all of them. */
const most = 24;
/** From so many on there is a way to look at. */
const least = 2;

class FeedbackOverTime extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    this.evening = "";
  }

  /** @override */
  render() {
    const found = /** @type {import("./desk.js").Resource<readonly EveningFeedback[]>} */ (resource(`evenings/${this.evening}/feedback/over-time`));
    return html`${fetched(found, (all) => (all.length < least ? nothing : html`<section class="stack" aria-labelledby="over-time-title" data-testid="feedback-over-time"><h3 id="over-time-title">${t("feedback-over-time")}</h3>
      <p class="soft small">${t("feedback-over-time-words")}</p>${plot(all.slice(-most))}${table(all)}</section>`))}`;
  }
}

customElements.define("koronailta-feedback-over-time", FeedbackOverTime);

/** Seen only; the table says the same to everybody. @param {readonly EveningFeedback[]} all */
function plot(all) {
  const lines = /** @type {const} */ ([["useful", all.map((one) => mean(one.useful))], ["ease", all.map((one) => mean(one.ease))]]);
  return html`<svg class="over-time" viewBox="0 0 ${box.width} ${box.height}" aria-hidden="true" focusable="false">
      ${[1, 2, 3, 4, 5].map((grade) => {
        const y = box.inset + ((5 - grade) / 4) * (box.height - 2 * box.inset);
        return svg`<line class="grade" x1="0" x2=${box.width} y1=${y} y2=${y} />`;
      })}
      ${lines.map(([name, values]) => pieces(values, box).map((piece) => svg`<polyline class=${name} points=${piece.map(({ x, y }) => `${x},${y}`).join(" ")} />
        ${piece.map(({ x, y }) => (name === "useful" ? svg`<circle class=${name} cx=${x} cy=${y} r="5" />` : svg`<rect class=${name} x=${x - 4.5} y=${y - 4.5} width="9" height="9" />`))}`))}
    </svg>
    <p class="row small" aria-hidden="true"><span class="key useful">${t("evening-feedback-useful")}</span><span class="key ease">${t("evening-feedback-ease")}</span></p>`;
}

/** @param {readonly EveningFeedback[]} all */
function table(all) {
  const figure = (/** @type {number | null} */ value) => (value === null ? t("feedback-too-few") : value.toLocaleString(language.value, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  return html`<details class="fold"><summary>${t("feedback-as-table")}</summary><div class="scrolled"><table class="grade-table" data-testid="feedback-table">
    <thead><tr><th scope="col">${t("feedback-evening")}</th><th scope="col">${t("feedback-answers")}</th><th scope="col">${t("evening-feedback-useful")}</th><th scope="col">${t("evening-feedback-ease")}</th></tr></thead>
    <tbody>${[...all].reverse().map((one) => html`<tr><th scope="row"><bdi>${one.title}</bdi>, ${day(one.starts_at)}</th><td>${one.given}</td><td>${figure(mean(one.useful))}</td><td>${figure(mean(one.ease))}</td></tr>`)}</tbody></table></div></details>`;
}
