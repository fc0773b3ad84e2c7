// Afterwards: who was there, kept only as long as the network says; and the word that people left.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { clock, day, t } from "../i18n/index.js";
import { resource, within } from "./desk.js";
import "./feedback_over_time.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Attendance} Attendance */
/** @typedef {import("../protocol/api_types.js").Feedback} Feedback */

/** From so many answers on the server tells what they say. */
const told = 3;

class AttendanceElement extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    this.evening = "";
  }

  /** @override */
  render() {
    const found = /** @type {import("./desk.js").Resource<Attendance>} */ (resource(within(`evenings/${this.evening}/attendance`)));
    return html`<section class="stack" aria-labelledby="attendance-title" data-testid="attendance"><h2 id="attendance-title">${t("attendance-title")}</h2>
      ${fetched(found, ({ devices, people, seats, kept_until }) => html`<p class="soft small">${t("attendance-devices", { count: devices })}</p>
        ${seats.length === 0 ? html`<p>${t("attendance-none")}</p>` : html`<p>${t("attendance-count", { count: people })}</p>
          <ul class="plain lines">${seats.map((one) => html`<li class="line"><span>${one.place ? html`<b><bdi>${one.place}</bdi></b>: ` : nothing}<bdi>${one.names.join(", ")}</bdi></span><span class="soft small">${clock(one.agreed_at)}</span></li>`)}</ul>`}
        <p class="soft small">${icon("shield")} ${t("attendance-until", { day: day(kept_until) })}</p>`)}</section>`;
  }
}

customElements.define("koronailta-attendance", AttendanceElement);

class FeedbackElement extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    this.evening = "";
  }

  /** @override */
  render() {
    const found = /** @type {import("./desk.js").Resource<Feedback>} */ (resource(`evenings/${this.evening}/feedback`));
    return html`<section class="stack" aria-labelledby="feedback-title"><h2 id="feedback-title">${t("evening-feedback-title")}</h2><p class="soft small">${t("evening-feedback-words")}</p>
      ${fetched(found, ({ given, useful, ease, words }) => given === 0 ? html`<p>${t("evening-feedback-none")}</p>` : html`<p>${t("evening-feedback-given", { count: given })}</p>
        ${given < told ? html`<p class="soft small">${t("evening-feedback-few")}</p>` : html`${bars(t("evening-feedback-useful"), useful)} ${bars(t("evening-feedback-ease"), ease)}`}
        ${words.length === 0 ? nothing : html`<h3>${t("evening-feedback-wishes")}</h3><ul class="plain lines">${words.map((one) => html`<li class="line lines-kept"><bdi>${one}</bdi></li>`)}</ul>`}`)}
      <koronailta-feedback-over-time .evening=${this.evening}></koronailta-feedback-over-time></section>`;
  }
}

/** How often each grade was given, where enough people gave one. @param {string} title @param {import("../protocol/api_types.js").Grades | null} grades */
function bars(title, grades) {
  if (!grades) return html`<h3>${title}</h3><p class="soft small">${t("evening-feedback-question-few")}</p>`;
  const most = Math.max(1, ...grades);
  return html`<h3>${title}</h3><dl class="grades">${grades.map((times, at) => html`<div><dt>${at + 1}</dt><dd><meter min="0" max=${most} value=${times} aria-label=${t("evening-feedback-grade", { grade: at + 1 })}></meter>${times}</dd></div>`)}</dl>`;
}

customElements.define("koronailta-feedback", FeedbackElement);
