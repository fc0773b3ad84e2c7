// The answers that a network keeps: to be searched by whoever reads, and looked after by its advisors where they read them.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import { found } from "./found.js";
import { paragraphs } from "./parts.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").KeptAnswer} KeptAnswer */

/** So many need no search field. */
const few = 3;

class KeptAnswers extends WatchingElement {
  /** @override */
  static properties = { slug: { attribute: false }, api: { attribute: false } };
  #all = signal(/** @type {readonly KeptAnswer[]} */ ([]));
  #wanted = signal("");
  #editing = signal(/** @type {string | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    this.slug = "";
    this.api = new Api();
  }

  get #path() {
    return `networks/${encodeURIComponent(this.slug)}/answers`;
  }

  /** @override */
  connected() {
    void this.#ask();
  }

  #ask = async () => {
    /** @type {import("../protocol/api.js").Answer<readonly KeptAnswer[]>} */
    const answer = await this.api.get(this.#path);
    this.#problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) this.#all.value = answer.value;
  };

  /** @override */
  render() {
    const all = this.#all.value;
    const problem = this.#problem.value;
    if (all.length === 0 && !problem) return nothing;
    const shown = found(all, this.#wanted.value);
    return html`<section class="sheet-card" aria-labelledby="kept-answers" data-testid="kept-answers"><h2 id="kept-answers">${t("answers-title")}</h2><p class="soft small">${t("answers-words")}</p>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      ${all.length > few ? html`<div class="field search"><label for="answers-search">${t("answers-search")}</label>
        <input id="answers-search" type="search" autocomplete="off" data-testid="answers-search" .value=${live(this.#wanted.value)} @input=${(/** @type {Event} */ event) => (this.#wanted.value = /** @type {HTMLInputElement} */ (event.target).value)} /></div>
        <p class="soft small" role="status">${t("answers-found", { count: shown.length })}</p>` : nothing}
      <ul class="plain lines">${shown.map((one) => this.#answer(one))}</ul></section>`;
  }

  /** @param {KeptAnswer} one */
  #answer(one) {
    if (this.#editing.value === one.id) {
      return html`<li><koronailta-answer-form .answer=${one} .path=${this.#path} .api=${this.api} @given-up=${() => (this.#editing.value = null)} @changed=${this.#changed}></koronailta-answer-form></li>`;
    }
    return html`<li data-testid="kept-answer"><details class="fold"><summary><bdi>${one.question}</bdi>${icon("chevron-down", "chevron")}</summary><div class="stack tight">
      ${paragraphs(one.answer)}<p class="soft small">${t("answers-by", { name: one.by, evening: one.evening })}</p>
      ${one.audience === "members" ? html`<p class="soft small">${icon("lock")} ${t("answers-members")}</p>` : nothing}
      ${one.editable ? html`<div class="row"><button class="button narrow" type="button" data-testid="answer-edit" @click=${() => (this.#editing.value = one.id)}>${icon("pencil")}${t("answers-edit")}</button>
        <button class="button narrow danger-text" type="button" data-testid="answer-take-down" @click=${() => void this.#takeDown(one)}>${icon("trash-2")}${t("answers-take-down")}</button></div>` : nothing}</div></details></li>`;
  }

  #changed = () => {
    this.#editing.value = null;
    void this.#ask();
  };

  /** @param {KeptAnswer} one */
  async #takeDown(one) {
    const answer = await this.api.ask(`${this.#path}/${one.id}`, { method: "DELETE", version: `"${one.version}"` });
    if (answer.ok) await this.#ask();
    else this.#problem.value = answer.problem;
  }
}

customElements.define("koronailta-kept-answers", KeptAnswers);

/** Other words, or for others. */
class AnswerForm extends FormElement {
  /** @override */
  static properties = { answer: { attribute: false }, path: { attribute: false }, api: { attribute: false } };

  constructor() {
    super();
    /** @type {KeptAnswer | null} */
    this.answer = null;
    this.path = "";
    this.api = new Api();
  }

  /** @override */
  connected() {
    if (!this.answer) return;
    this.begin(`answer.${this.answer.id}`, of(this.answer), `"${this.answer.version}"`);
    this.beginAtFirstField();
  }

  /** @override */
  fields() {
    return html`${this.area("question", t("answers-question"), { max: 500, rows: 2 })}
      ${this.area("answer", t("answers-answer"), { max: 2000, rows: 5 })}
      ${this.pick("audience", t("answers-audience"), [{ value: "everybody", words: t("answers-everybody") }, { value: "members", words: t("answers-members") }])}`;
  }

  /** @override */
  save() {
    return this.api.ask(`${this.path}/${this.answer?.id}`, { method: "PATCH", body: changes(this.base, this.values.peek()), version: this.version });
  }

  /** @override */
  async current() {
    /** @type {import("../protocol/api.js").Answer<readonly KeptAnswer[]>} */
    const answer = await this.api.get(this.path);
    const now = answer.ok ? answer.value.find((one) => one.id === this.answer?.id) : undefined;
    return now ? { values: of(now), version: `"${now.version}"` } : null;
  }

  /** @override */
  done() {
    this.dispatchEvent(new CustomEvent("changed", { bubbles: true }));
  }

  /** @override */
  beside() {
    return this.giveUp();
  }
}

/** @param {KeptAnswer} answer */
function of({ question, answer, audience }) {
  return { question, answer, audience };
}

customElements.define("koronailta-answer-form", AnswerForm);
