// What is left of an evening: documents, links, answers, captions, and the next one.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { setTimeZone, span, t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import "./after_captions.js";
import { savesFile } from "./blobs.js";
import { asking, eveningWords, paragraphs, problemPage } from "./parts.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").EveningSummary} EveningSummary */

/** In place of a link's token: somebody signed in to the organizer's side. */
export const signedIn = "-";

class AfterPage extends WatchingElement {
  /** @override */
  static properties = { token: { attribute: false }, evening: { attribute: false } };
  #api = new Api();
  #summary = signal(/** @type {EveningSummary | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #refused = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    this.token = "";
    this.evening = "";
  }

  get #path() {
    return `evenings/${encodeURIComponent(this.evening)}`;
  }

  /** @override */
  connected() {
    this.#api = this.token === signedIn ? new Api() : new Api({ bearer: this.token });
    void this.#ask();
  }

  async #ask() {
    this.#problem.value = null;
    /** @type {import("../protocol/api.js").Answer<EveningSummary>} */
    const answer = await this.#api.get(`${this.#path}/summary`);
    if (!answer.ok) {
      this.#problem.value = answer.problem;
      return;
    }
    setTimeZone(answer.value.time_zone);
    document.title = `${answer.value.title} – Koronailta`;
    this.#summary.value = answer.value;
  }

  /** @override */
  render() {
    const summary = this.#summary.value;
    const problem = this.#problem.value;
    if (!summary) return problem ? problemPage(problem, () => void this.#ask()) : asking();
    const refused = this.#refused.value;
    const { materials, links, answers, captions, next } = summary;
    const empty = !summary.words && materials.length + links.length + answers.length + captions.length === 0;
    return page(html`<div class="network-page" data-testid="after-page">
      <section class="sheet-card network-head"><p class="soft"><bdi>${summary.network}</bdi></p><h1 tabindex="-1"><bdi>${summary.title}</bdi></h1>
        <p class="small">${icon("calendar")} ${span(summary.starts_at, summary.ends_at)}</p>
        ${paragraphs(summary.words)}
        ${summary.encrypted ? html`<p class="note">${icon("lock")}<span>${t("after-encrypted")}</span></p>` : empty ? html`<p>${t("after-empty")}</p>` : nothing}
        ${refused ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(refused)}</span></p>` : nothing}</section>
      ${materials.length > 0 ? html`<section class="sheet-card" aria-labelledby="after-materials"><h2 id="after-materials">${t("after-materials")}</h2>
        <ul class="plain lines">${materials.map((one) => html`<li class="row" data-testid="after-material">${icon("file-text")}<span><bdi>${one.title}</bdi><br /><span class="soft small">${t("after-pages", { count: one.pages })}</span></span>
          ${this.token === signedIn ? nothing : html`<button class="button narrow" type="button" aria-label=${t("after-save", { title: one.title })} @click=${() => void this.#save(one)}>${icon("download")}${t("after-save-short")}</button>`}</li>`)}</ul></section>` : nothing}
      ${links.length > 0 ? html`<section class="sheet-card" aria-labelledby="after-links"><h2 id="after-links">${t("after-links")}</h2>
        <ul class="plain lines">${links.map((one) => html`<li class="calendar-address"><a href=${one} target="_blank" rel="noopener noreferrer">${icon("external-link")} <bdi>${one}</bdi></a></li>`)}</ul></section>` : nothing}
      ${answers.length > 0 ? html`<section class="sheet-card" aria-labelledby="after-answers"><h2 id="after-answers">${t("after-answers")}</h2>
        <ul class="plain lines">${answers.map((one) => html`<li class="stack tight" data-testid="after-answer"><h3><bdi>${one.question}</bdi></h3>
          ${one.answer === null ? html`<p class="soft small">${t("after-spoken")}</p>` : html`${paragraphs(one.answer)}<p class="soft small"><bdi>${one.by}</bdi></p>`}</li>`)}</ul></section>` : nothing}
      ${captions.length > 0 ? html`<koronailta-after-captions class="sheet-card" role="region" aria-labelledby="after-captions" .api=${this.#api} .evening=${this.evening} .offered=${captions}></koronailta-after-captions>` : nothing}
      ${next ? html`<section class="sheet-card" aria-labelledby="after-next"><h2 id="after-next">${t("after-next")}</h2><div class="stack tight">${eveningWords({ ...next, id: "", state: "scheduled" })}</div></section>` : nothing}
    </div>`, { narrow: true });
  }

  /** @param {EveningSummary["materials"][number]} one */
  async #save(one) {
    this.#refused.value = await savesFile(this.#api, `${this.#path}/materials/${one.id}/content`, `${one.title}.pdf`);
  }
}

customElements.define("koronailta-after", AfterPage);
