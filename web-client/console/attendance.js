// Afterwards: who was there, kept only as long as the network says; and the word that people left.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { clock, day, t } from "../i18n/index.js";
import { resource, within } from "./desk.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Attendance} Attendance */
/** @typedef {import("../protocol/api_types.js").Feedback} Feedback */

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
      ${fetched(found, ({ attendance, kept_until }) => html`
        ${attendance.length === 0 ? html`<p>${t("attendance-none")}</p>` : html`<p>${t("attendance-count", { count: attendance.length })}</p>
          <ul class="plain lines">${attendance.map((one) => html`<li class="line"><span><bdi>${one.name}</bdi>${one.business ? html` <span class="soft small"><bdi>${one.business}</bdi></span>` : nothing}</span>
            <span class="soft small">${clock(one.joined_at)}${one.left_at === null ? nothing : `–${clock(one.left_at)}`}</span></li>`)}</ul>`}
        <p class="soft small">${icon("shield")} ${kept_until === null ? t("attendance-words") : t("attendance-until", { day: day(kept_until) })}</p>`)}</section>`;
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
    const found = /** @type {import("./desk.js").Resource<{ feedback: readonly Feedback[] }>} */ (resource(`evenings/${this.evening}/feedback`));
    return html`<section class="stack" aria-labelledby="feedback-title"><h2 id="feedback-title">${t("evening-feedback-title")}</h2><p class="soft small">${t("evening-feedback-words")}</p>
      ${fetched(found, ({ feedback }) => feedback.length === 0 ? html`<p>${t("evening-feedback-none")}</p>` : html`<ul class="plain lines">${feedback.map((one) => html`<li class="line"><bdi>${one.text}</bdi></li>`)}</ul>`)}</section>`;
  }
}

customElements.define("koronailta-feedback", FeedbackElement);
