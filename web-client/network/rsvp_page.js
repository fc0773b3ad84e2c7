// The answer to an invitation: one press, no sign-in. Opening the page answers nothing, since mail scanners open links.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { setTimeZone, span, t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import { asking, paragraphs, problemPage } from "./parts.js";

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
    const answer = await this.#api.ask("rsvp", { method: "POST", body: { token: this.token } });
    if (answer.ok) this.#shows(/** @type {RsvpView} */ (answer.value));
    else this.#problem.value = answer.problem;
  }

  /** @param {RsvpView} view */
  #shows(view) {
    setTimeZone(view.evening.time_zone);
    document.title = `${view.evening.title} – Koronailta`;
    this.#view.value = view;
  }

  /** @override */
  render() {
    const view = this.#view.value;
    const problem = this.#problem.value;
    if (!view) return problem ? problemPage(problem, () => void this.#look()) : asking();
    const { evening, answer: given } = view;
    const open = evening.state !== "cancelled" && evening.state !== "ended";
    return page(html`<div class="sheet-card" data-testid="rsvp" data-answer=${given ?? "none"}><h1 tabindex="-1"><bdi>${evening.title}</bdi></h1>
      <p class="row">${icon("calendar")}<span>${span(evening.starts_at, evening.ends_at)}<br /><span class="soft"><bdi>${evening.network}</bdi></span></span></p>
      ${evening.place ? html`<p class="row">${icon("map-pin")}<bdi>${evening.place}</bdi></p>` : nothing}
      ${paragraphs(evening.programme)}
      ${open
        ? html`<p>${t("rsvp-question", { name: view.person })}</p>
          <div class="rsvp-answers">${answers.map(({ answer, shape }) => html`<button class="button big ${answer === "yes" && given === null ? "main" : ""}" type="button" data-testid="rsvp-${answer}"
            aria-pressed=${given === answer ? "true" : "false"} @click=${() => void this.#answer(answer)}>${icon(shape)}${t(`rsvp-${answer}`)}</button>`)}</div>`
        : html`<p class="note lamp">${icon("calendar-x")}<span>${t(evening.state === "ended" ? "rsvp-over" : "rsvp-cancelled")}</span></p>`}
      <div role="status">${this.#thanked.value && given ? html`<p class="note">${icon("check")}<span>${t(`rsvp-thanks-${given}`)}</span></p>` : nothing}</div>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      ${open ? html`<p class="soft small">${t("rsvp-change")}</p>` : nothing}</div>`, { calm: true, narrow: true });
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
