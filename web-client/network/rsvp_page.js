// The answer to an invitation: one press, no sign-in. Opening the page answers nothing, since mail scanners open links.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { setTimeZone, span, t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import { asking, problemPage } from "./parts.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").RsvpView} RsvpView */
/** @typedef {"yes" | "no" | "maybe"} Answer */

/** @type {readonly { answer: Answer, shape: import("../components/icon.js").IconName }[]} */
export const answers = [{ answer: "yes", shape: "check" }, { answer: "maybe", shape: "circle-help" }, { answer: "no", shape: "x" }];

class RsvpPage extends WatchingElement {
  /** @override */
  static properties = { token: { attribute: false } };
  #api = new Api();
  #view = signal(/** @type {RsvpView | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);
  #thanked = signal(false);

  constructor() {
    super();
    this.token = "";
  }

  /** @override */
  connected() {
    void this.#look();
  }

  async #look() {
    this.#problem.value = null;
    const answer = await this.#api.ask("rsvp/look", { method: "POST", body: { token: this.token } });
    if (answer.ok) this.#shows(/** @type {RsvpView} */ (answer.value));
    else this.#problem.value = answer.problem;
  }

  /** @param {RsvpView} view */
  #shows(view) {
    setTimeZone(view.time_zone);
    document.title = `${view.title} – Koronailta`;
    this.#view.value = view;
  }

  /** @override */
  render() {
    const view = this.#view.value;
    const problem = this.#problem.value;
    if (!view) return problem ? problemPage(problem, () => void this.#look()) : asking();
    return page(html`<div class="sheet-card" data-testid="rsvp" data-answer=${view.answer ?? "none"}><h1 tabindex="-1"><bdi>${view.title}</bdi></h1>
      <p class="row">${icon("calendar")}<span>${span(view.starts_at, view.ends_at)}<br /><span class="soft"><bdi>${view.network}</bdi></span></span></p>
      ${view.place ? html`<p class="row">${icon("map-pin")}<bdi>${view.place}</bdi></p>` : nothing}
      ${view.cancelled ? html`<p class="note lamp">${icon("calendar-x")}<span>${t("rsvp-cancelled")}</span></p>` : html`
        <p>${t("rsvp-question", { name: view.name })}</p>
        <div class="rsvp-answers">${answers.map(({ answer, shape }) => html`<button class="button big ${answer === "yes" && view.answer === null ? "main" : ""}" type="button" data-testid="rsvp-${answer}"
          aria-pressed=${view.answer === answer ? "true" : "false"} @click=${() => void this.#answer(answer)}>${icon(shape)}${t(`rsvp-${answer}`)}</button>`)}</div>`}
      <div role="status">${this.#thanked.value && view.answer ? html`<p class="note">${icon("check")}<span>${t(`rsvp-thanks-${view.answer}`)}</span></p>` : nothing}</div>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      <p class="soft small">${t("rsvp-change")}</p></div>`, { calm: true, narrow: true });
  }

  /** @param {Answer} wanted */
  async #answer(wanted) {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const answer = await this.#api.ask("rsvp", { method: "POST", body: { token: this.token, answer: wanted } });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#shows(/** @type {RsvpView} */ (answer.value));
    this.#thanked.value = true;
  }
}

customElements.define("koronailta-rsvp", RsvpPage);
