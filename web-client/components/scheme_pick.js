// The network's board for whoever presents: one support is looked for and comes onto the stage as a card.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { deadlineWords, stageCard, wordsOf } from "../board/scheme.js";
import { t } from "../i18n/index.js";
import { hereAt } from "../protocol/here.js";
import { WatchingElement } from "./element.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Scheme} Scheme */

/** So long after the last letter the server is asked. */
const pauseMs = 250;

class SchemePick extends WatchingElement {
  #schemes = signal(/** @type {readonly Scheme[] | null} */ (null));
  #search = signal("");
  #problem = signal(/** @type {Problem | null} */ (null));
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  connected() {
    void this.#load();
    this.atDisconnect(() => clearTimeout(this.#timer));
  }

  async #load() {
    const evening = theApp().state.evening.peek()?.evening;
    const api = evening ? hereAt(evening) : null;
    if (!api) return;
    const mine = (this.#asked += 1);
    /** @type {import("../protocol/api.js").Answer<{ schemes: readonly Scheme[] }>} */
    const answer = await api.get(`evenings/${evening}/schemes?search=${encodeURIComponent(this.#search.peek().trim())}`);
    // Only the newest question's answer is shown.
    if (mine !== this.#asked) return;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) this.#schemes.value = answer.value.schemes;
  }

  /** @override */
  render() {
    const schemes = this.#schemes.value;
    const problem = this.#problem.value;
    return html`<div class="stack" data-testid="scheme-pick">
      <p class="soft small">${t("present-board-words")}</p>
      <div class="field"><label for="pick-search">${t("board-search")}</label>
        <input id="pick-search" type="search" autocomplete="off" maxlength="80" data-testid="pick-search" .value=${this.#search.value} @input=${this.#written} /></div>
      ${problem ? html`<p class="problem" role="alert">${sentence(problem)}</p>` : nothing}
      <p class="small soft" role="status">${schemes === null ? t("asking") : schemes.length === 0 && this.#search.value.trim() === "" ? t("present-board-empty") : t("board-found", { count: schemes.length })}</p>
      ${schemes === null || schemes.length === 0 ? nothing : html`<ul class="documents">${repeat(schemes, ({ id }) => id, (one) => this.#scheme(one))}</ul>`}</div>`;
  }

  /** @param {Scheme} one */
  #scheme(one) {
    const { name } = wordsOf(one);
    return html`<li data-testid="pick" data-title=${name}><span class="document-name"><bdi>${name}</bdi><span class="soft small">${deadlineWords(one)}</span></span>
      <button class="button narrow" type="button" data-testid="pick-show" aria-label="${t("present-show")}: ${name}" @click=${() => this.dispatchEvent(new CustomEvent("picked", { detail: stageCard(one) }))}>${t("present-show")}</button></li>`;
  }

  /** @param {Event} event */
  #written = ({ target }) => {
    this.#search.value = /** @type {HTMLInputElement} */ (target).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), pauseMs);
  };
}

customElements.define("koronailta-scheme-pick", SchemePick);
