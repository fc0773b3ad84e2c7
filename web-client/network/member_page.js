// A member's own page, opened by the personal link: the next evening and the answer to it, the board, one's own small card.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { languageNames, languages, setTimeZone, t } from "../i18n/index.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { Api } from "../protocol/api.js";
import { announcement, asking, eveningWords, problemPage } from "./parts.js";
import { answers } from "./rsvp_page.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Me} Me */
/** @typedef {import("../protocol/api_types.js").MyEvening} MyEvening */

/** Bytes of a picture; the server's limit. */
const mostPicture = 4 * 1024 * 1024;

class MemberPage extends WatchingElement {
  /** @override */
  static properties = { token: { attribute: false } };
  #api = new Api();
  #me = signal(/** @type {{ me: Me, etag: string | null } | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #answerProblem = signal(/** @type {Problem | null} */ (null));
  #answering = false;

  constructor() {
    super();
    this.token = "";
  }

  /** @override */
  connected() {
    this.#api = new Api({ bearer: this.token });
    void this.#ask();
  }

  async #ask() {
    this.#problem.value = null;
    const answer = await this.#api.get("me");
    if (answer.ok) this.#shows(/** @type {Me} */ (answer.value), answer.etag);
    else this.#problem.value = answer.problem;
  }

  /** @param {Me} me @param {string | null} etag */
  #shows(me, etag) {
    setTimeZone(me.network.time_zone);
    document.title = `${me.network.name} – Koronailta`;
    this.#me.value = { me, etag };
  }

  /** @override */
  render() {
    const found = this.#me.value;
    const problem = this.#problem.value;
    if (!found) return problem ? problemPage(problem, () => void this.#ask()) : asking();
    const { me, etag } = found;
    return page(html`<div class="network-page" data-testid="member-page" data-accent=${me.network.accent}>
      <section class="sheet-card network-head"><p class="soft"><bdi>${me.network.name}</bdi></p><h1 tabindex="-1">${t("me-hello", { name: me.name })}</h1>
        ${me.evenings.length === 0 ? html`<p>${t("network-no-evenings")}</p>` : nothing}
        ${me.evenings.map((one, at) => this.#evening(one, at === 0))}
        ${this.#answerProblem.value ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(this.#answerProblem.value)}</span></p>` : nothing}
        <div><a class="button main big" href=${`/j/${encodeURIComponent(this.token)}`} data-testid="to-evening">${icon("door-open")}${t("me-to-evening")}</a></div>
        <p class="soft small">${t("me-to-evening-words")}</p>
        ${me.calendar ? html`<p class="small">${icon("calendar-plus")} <a href=${me.calendar} download>${t("me-calendar")}</a></p>` : nothing}</section>
      ${me.announcements.length > 0 ? html`<section class="stack" aria-labelledby="my-board"><h2 id="my-board">${t("me-board")}</h2><ul class="plain cards">${me.announcements.map((one) => announcement(one, (id) => `/api/v1/me/attachments/${id}`))}</ul></section>` : nothing}
      <section class="sheet-card" aria-labelledby="my-card"><h2 id="my-card">${t("me-card")}</h2><p class="soft small">${t("me-card-words")}</p>
        <koronailta-card-form .me=${me} .etag=${etag} .api=${this.#api} @card-saved=${(/** @type {CustomEvent} */ event) => this.#shows(event.detail.me, event.detail.etag)}></koronailta-card-form></section>
    </div>`, { narrow: true });
  }

  /** @param {MyEvening} one @param {boolean} next */
  #evening(one, next) {
    return html`<div class="stack tight my-evening" data-testid="my-evening" data-answer=${one.answer ?? "none"}>${eveningWords(one)}
      <div class="row" role="group" aria-label=${t("me-answer", { title: one.title })}>${answers.map(({ answer, shape }) => html`<button class="button narrow" type="button" data-testid=${next ? `my-${answer}` : nothing} aria-pressed=${one.answer === answer ? "true" : "false"}
        @click=${() => void this.#answer(one, answer)}>${icon(shape)}${t(`rsvp-${answer}`)}</button>`)}</div></div>`;
  }

  /** @param {MyEvening} one @param {"yes" | "no" | "maybe"} wanted */
  async #answer(one, wanted) {
    if (this.#answering) return;
    this.#answering = true;
    const answer = await this.#api.ask(`me/evenings/${one.id}/rsvp`, { method: "POST", body: { answer: wanted } });
    this.#answering = false;
    this.#answerProblem.value = answer.ok ? null : answer.problem;
    if (answer.ok) await this.#ask();
  }
}

customElements.define("koronailta-member-page", MemberPage);

/** What one tells about the business. */
class CardForm extends FormElement {
  /** @override */
  static properties = { me: { attribute: false }, etag: { attribute: false }, api: { attribute: false } };
  #pictureProblem = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    /** @type {Me | null} */
    this.me = null;
    /** @type {string | null} */
    this.etag = null;
    this.api = new Api();
  }

  /** @override */
  connected() {
    if (this.me) this.begin(`me.${this.me.id}`, of(this.me), this.etag);
  }

  /** @override */
  fields() {
    const problem = this.#pictureProblem.value;
    return html`${this.area("does", t("card-does"), { max: 500, rows: 3, optional: true, hint: t("card-does-hint") })}
      ${this.area("needs", t("card-needs"), { max: 500, rows: 2, optional: true, hint: t("card-needs-hint") })}
      ${this.area("offers", t("card-offers"), { max: 500, rows: 2, optional: true, hint: t("card-offers-hint") })}
      ${this.pick("language", t("card-language"), languages.map((value) => ({ value, words: languageNames[value] })))}
      <div class="field"><label for="card-picture">${t("card-picture")}</label>
        ${this.me?.card.picture ? html`<img class="card-picture" src=${this.me.card.picture} alt=${t("card-picture")} />` : nothing}
        <input id="card-picture" type="file" accept="image/png,image/jpeg,image/webp" data-testid="card-picture" aria-describedby="card-picture-hint" @change=${this.#picture} /><p class="soft small" id="card-picture-hint">${t("card-picture-hint")}</p>
        ${problem ? html`<p class="problem" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}</div>`;
  }

  /** @override */
  save() {
    return this.api.ask("me", { method: "PATCH", body: changes(this.base, this.values.peek()), version: this.version });
  }

  /** @override */
  async current() {
    const answer = await this.api.get("me");
    return answer.ok ? { values: of(/** @type {Me} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Me>} answer */
  done({ value, etag }) {
    this.me = value;
    this.dispatchEvent(new CustomEvent("card-saved", { detail: { me: value, etag } }));
  }

  /** @param {Event} event */
  #picture = async ({ target }) => {
    const file = /** @type {HTMLInputElement} */ (target).files?.[0];
    if (!file) return;
    if (file.size > mostPicture) {
      this.#pictureProblem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 4 } };
      return;
    }
    const answer = await this.api.ask("me/picture", { method: "PUT", content: file, type: file.type, version: this.version });
    this.#pictureProblem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    const now = await this.api.get("me");
    if (now.ok) this.done(/** @type {import("../protocol/api.js").Given<Me>} */ (now));
  };
}

/** @param {Me} me */
function of({ card, language }) {
  return { does: card.does, needs: card.needs, offers: card.offers, language };
}

customElements.define("koronailta-card-form", CardForm);
