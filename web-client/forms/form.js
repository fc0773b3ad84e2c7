// The base of forms: what is written is kept until it is saved, a second press does nothing, a refusal stands at its field,
// and when somebody else has changed the same thing both versions are shown.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { draft, keepDraft } from "./drafts.js";
import { merge, same } from "./merge.js";
import { RequestKey } from "../protocol/api.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("./merge.js").Values} Values */
/**
 * @template T
 * @typedef {import("../protocol/api.js").Answer<T>} Answer
 */
/** @typedef {{ disputed: readonly string[], theirs: Values }} Dispute */
/**
 * @typedef {object} Look
 * @property {string} [hint]
 * @property {boolean} [optional] may stay empty; said beside the label
 * @property {"text" | "email" | "url" | "tel" | "date" | "time" | "number"} [type]
 * @property {number} [max] characters
 * @property {number} [least]
 * @property {number} [most]
 * @property {string} [autocomplete]
 * @property {number} [rows]
 */

const stale = 412;
let count = 0;

export class FormElement extends WatchingElement {
  /** What is written. @type {import("../vendor/signals.js").Signal<Values>} */
  values = signal({});
  /** What it began with. @type {Values} */
  base = {};
  /** The ETag that a change is based on. @type {string | null} */
  version = null;
  key = new RequestKey();
  busy = signal(false);
  saved = signal(false);
  #problem = signal(/** @type {{ problem: Problem, field: string | null } | null} */ (null));
  #dispute = signal(/** @type {Dispute | null} */ (null));
  #draft = "";
  #id = `form-${(count += 1)}`;

  /** For a form that was opened by a press: closes it and throws away what was written. Says `given-up`. */
  giveUp() {
    return html`<button class="button quiet" type="button" data-testid="give-up" @click=${this.#giveUp}>${t("cancel")}</button>`;
  }

  #giveUp = () => {
    keepDraft(this.#draft, null);
    this.dispatchEvent(new CustomEvent("given-up", { bubbles: true }));
  };

  /** @returns {unknown} the fields and what is around them */
  fields() {
    return nothing;
  }

  /** The word on the button that saves. @returns {string} */
  action() {
    return t("save");
  }

  /** The first field that cannot stay so, by name, and why. @returns {{ field: string, key: string } | null} */
  check() {
    return null;
  }

  /** Sends what is written. @returns {Promise<Answer<any>>} */
  save() {
    throw new Error("a form saves something");
  }

  /** What is stored now, after somebody else has changed it. @returns {Promise<{ values: Values, version: string | null } | null>} */
  async current() {
    return null;
  }

  /** It is saved. @param {import("../protocol/api.js").Given<any>} _answer */
  done(_answer) {}

  /** A form that was opened by a press begins at its first field. */
  beginAtFirstField() {
    void this.updateComplete.then(() => /** @type {HTMLElement | null} */ (this.querySelector("input, select, textarea"))?.focus());
  }

  /** What stands beside the button. @returns {unknown} */
  beside() {
    return nothing;
  }

  /**
   * @param {string} name of what is written, for keeping it in this tab
   * @param {Values} values
   * @param {string | null} [version]
   */
  begin(name, values, version = null) {
    this.#draft = name;
    this.base = values;
    this.version = version;
    const kept = draft(name);
    this.values.value = kept ? { ...values, ...known(kept, values) } : values;
    this.#dispute.value = null;
    this.#problem.value = null;
  }

  /** Whether something is written that is not saved. */
  get changed() {
    return !same(this.values.value, this.base);
  }

  /** @param {string} name @param {Values[string]} value */
  set(name, value) {
    this.values.value = { ...this.values.peek(), [name]: value };
    this.saved.value = false;
    if (this.#problem.peek()?.field === name) this.#problem.value = null;
    keepDraft(this.#draft, same(this.values.peek(), this.base) ? null : this.values.peek());
  }

  /** @param {string} name @returns {string} */
  text(name) {
    const value = this.values.value[name];
    return value === null || value === undefined ? "" : String(value);
  }

  /** @override */
  render() {
    const { problem, field } = this.#problem.value ?? { problem: null, field: null };
    const dispute = this.#dispute.value;
    return html`<form class="form" novalidate @submit=${this.#submit}>
      ${this.fields()}
      ${dispute ? this.#both(dispute) : nothing}
      ${problem && field === null
        ? html`<p class="note lingon" role="alert" data-testid="form-problem" data-code=${problem.code}>${icon("triangle-alert")}<span>${sentence(problem)}</span></p>`
        : nothing}
      <div class="form-foot">
        <button class="button main" type="submit" data-testid="save" aria-disabled=${this.busy.value ? "true" : "false"}>${this.busy.value ? t("saving") : this.action()}</button>
        ${this.beside()}
        <span class="saved" role="status">${this.saved.value ? html`${icon("check")}${t("saved")}` : nothing}</span>
      </div>
    </form>`;
  }

  /** Both versions of what two people have changed. @param {Dispute} dispute */
  #both({ disputed, theirs }) {
    return html`<section class="note lamp both" role="alert" data-testid="both-versions">${icon("users")}<div class="stack tight">
      <h3>${t("both-title")}</h3>
      <p>${t(disputed.length === 0 ? "both-merged" : "both-words")}</p>
      ${disputed.map((name) => html`<div class="both-field" data-testid="both-field" data-name=${name}>
        <p><b>${this.#labelOf(name)}</b></p>
        <p class="small">${t("both-theirs")}<br /><bdi>${shown(theirs[name])}</bdi></p>
        <p class="small">${t("both-mine")}<br /><bdi>${shown(this.values.value[name])}</bdi></p>
        <div><button class="button narrow" type="button" data-testid="take-theirs" @click=${() => this.#take(name, theirs)}>${t("both-take-theirs")}</button></div>
      </div>`)}
    </div></section>`;
  }

  /** @param {string} name */
  #labelOf(name) {
    return this.querySelector(`[data-field="${name}"]`)?.textContent ?? "";
  }

  /** @param {string} name @param {Values} theirs */
  #take(name, theirs) {
    this.set(name, theirs[name] ?? null);
    const disputed = (this.#dispute.peek()?.disputed ?? []).filter((one) => one !== name);
    this.#dispute.value = { disputed, theirs };
    /** @type {HTMLElement | null} */ (this.querySelector(`#${this.idOf(name)}`))?.focus();
  }

  /** @param {SubmitEvent} event */
  #submit = async (event) => {
    event.preventDefault();
    if (this.busy.peek()) return;
    const wrong = this.check();
    if (wrong) return this.#refused({ code: "page", key: wrong.key, params: { field: wrong.field } });
    this.busy.value = true;
    this.#problem.value = null;
    const answer = await this.save();
    this.busy.value = false;
    if (!answer.ok) return answer.status === stale ? this.#stale(answer.problem) : this.#refused(answer.problem);
    this.key.done();
    this.#dispute.value = null;
    keepDraft(this.#draft, null);
    this.base = this.values.peek();
    if (answer.etag) this.version = answer.etag;
    this.saved.value = true;
    this.done(answer);
  };

  /** @param {Problem} problem */
  #refused(problem) {
    const named = problem.params["field"];
    const field = typeof named === "string" && named in this.values.peek() ? named : null;
    // The sentence names the field as the form does.
    this.#problem.value = { problem: field === null ? problem : { ...problem, params: { ...problem.params, field: this.#labelOf(field) } }, field };
    const target = field === null ? null : `#${this.idOf(field)}`;
    void this.updateComplete.then(() => /** @type {HTMLElement | null} */ (target && this.querySelector(target))?.focus());
  }

  /** @param {Problem} problem */
  async #stale(problem) {
    const now = await this.current();
    if (!now) return this.#refused(problem);
    const { values, disputed } = merge(this.base, this.values.peek(), now.values);
    this.base = now.values;
    this.version = now.version;
    this.values.value = values;
    keepDraft(this.#draft, values);
    this.#dispute.value = { disputed, theirs: now.values };
  }

  // --- Fields ------------------------------------------------------------------------------------------------

  /** @param {string} name */
  idOf(name) {
    return `${this.#id}-${name}`;
  }

  /** @param {string} name @param {Look} look */
  #around(name, { hint }) {
    const wrong = this.#problem.value?.field === name ? this.#problem.value.problem : null;
    const id = `${this.idOf(name)}-hint`;
    return {
      invalid: wrong ? "true" : "false",
      described: wrong || hint ? id : nothing,
      below: wrong
        ? html`<p class="problem" id=${id} role="alert" data-testid="field-problem" data-name=${name}>${icon("triangle-alert")}<span>${sentence(wrong)}</span></p>`
        : hint ? html`<p class="soft small" id=${id}>${hint}</p>` : nothing,
    };
  }

  /** @param {string} name @param {string} label @param {Look} look */
  #label(name, label, { optional }) {
    return html`<label for=${this.idOf(name)}><span data-field=${name}>${label}</span>${optional ? html` <span class="soft plain-weight">${t("optional")}</span>` : nothing}</label>`;
  }

  /** A line of words, a date, a number. @param {string} name @param {string} label @param {Look} [look] */
  line(name, label, look = {}) {
    const { invalid, described, below } = this.#around(name, look);
    return html`<div class="field">${this.#label(name, label, look)}
      <input id=${this.idOf(name)} name=${name} data-testid="field-${name}" type=${look.type ?? "text"} maxlength=${look.max ?? nothing} min=${look.least ?? nothing} max=${look.most ?? nothing}
        autocomplete=${look.autocomplete ?? "off"} aria-invalid=${invalid} aria-describedby=${described} aria-required=${look.optional ? nothing : "true"}
        .value=${live(this.text(name))} @input=${(/** @type {Event} */ event) => this.set(name, valueOf(event))} />${below}</div>`;
  }

  /** Lines of words. @param {string} name @param {string} label @param {Look} [look] */
  area(name, label, look = {}) {
    const { invalid, described, below } = this.#around(name, look);
    return html`<div class="field">${this.#label(name, label, look)}
      <textarea id=${this.idOf(name)} name=${name} data-testid="field-${name}" rows=${look.rows ?? 4} maxlength=${look.max ?? nothing} aria-invalid=${invalid} aria-describedby=${described}
        .value=${live(this.text(name))} @input=${(/** @type {Event} */ event) => this.set(name, valueOf(event))}></textarea>${below}</div>`;
  }

  /** One of several. @param {string} name @param {string} label @param {readonly { value: string, words: string }[]} choices @param {Look} [look] */
  pick(name, label, choices, look = {}) {
    const { invalid, described, below } = this.#around(name, look);
    const chosen = this.text(name);
    return html`<div class="field">${this.#label(name, label, look)}
      <select id=${this.idOf(name)} name=${name} data-testid="field-${name}" aria-invalid=${invalid} aria-describedby=${described} .value=${live(chosen)}
        @change=${(/** @type {Event} */ event) => this.set(name, valueOf(event))}>
        ${choices.map(({ value, words }) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}
      </select>${below}</div>`;
  }

  /** Yes or no. @param {string} name @param {string} label @param {Look} [look] */
  tick(name, label, look = {}) {
    const { invalid, described, below } = this.#around(name, look);
    return html`<div class="field"><label class="tick" for=${this.idOf(name)}><input id=${this.idOf(name)} name=${name} data-testid="field-${name}" type="checkbox" aria-invalid=${invalid} aria-describedby=${described}
      .checked=${live(this.values.value[name] === true)} @change=${(/** @type {Event} */ event) => this.set(name, /** @type {HTMLInputElement} */ (event.target).checked)} /><span data-field=${name}>${label}</span></label>${below}</div>`;
  }

  /** Several of several. @param {string} name @param {string} label @param {readonly { value: string, words: string }[]} choices */
  ticks(name, label, choices) {
    const { described, below } = this.#around(name, {});
    const chosen = /** @type {readonly string[]} */ (this.values.value[name] ?? []);
    return html`<fieldset class="field" aria-describedby=${described}><legend class="strong" data-field=${name}>${label}</legend>
      <div class="ticks">${choices.map(({ value, words }, at) => html`<label class="tick"><input id=${at === 0 ? this.idOf(name) : nothing} type="checkbox" value=${value} data-testid="field-${name}-${value}"
        .checked=${live(chosen.includes(value))} @change=${() => this.set(name, chosen.includes(value) ? chosen.filter((one) => one !== value) : choices.map((one) => one.value).filter((one) => one === value || chosen.includes(one)))} /><span>${words}</span></label>`)}</div>${below}</fieldset>`;
  }

  /** One of a few, all in sight. @param {string} name @param {string} label @param {readonly { value: string, words: string }[]} choices @param {Look} [look] */
  radio(name, label, choices, look = {}) {
    const { described, below } = this.#around(name, look);
    const chosen = this.text(name);
    return html`<fieldset class="field" aria-describedby=${described}><legend class="strong" data-field=${name}>${label}</legend>
      <div class="stack tight">${choices.map(({ value, words }, at) => html`<label class="tick"><input id=${at === 0 ? this.idOf(name) : nothing} type="radio" name=${this.idOf(name)} value=${value} data-testid="field-${name}-${value}"
        .checked=${live(chosen === value)} @change=${() => this.set(name, value)} /><span>${words}</span></label>`)}</div>${below}</fieldset>`;
  }
}

/** @param {Event} event */
function valueOf({ target }) {
  return /** @type {HTMLInputElement} */ (target).value;
}

/** Only fields that this form still has. @param {Record<string, any>} kept @param {Values} values */
function known(kept, values) {
  return Object.fromEntries(Object.entries(kept).filter(([name]) => name in values));
}

/** @param {Values[string] | undefined} value */
function shown(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return Array.isArray(value) ? value.join(", ") : String(value);
}
