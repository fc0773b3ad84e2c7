// The guidance board as people read it: search, one scheme opened, what one applies for, and the way to an advisor.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { linked } from "../components/linked.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import { savesFile } from "../network/blobs.js";
import "./contact_form.js";
import { deadlineWords, isOver, wordsOf } from "./scheme.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Scheme} Scheme */

/** So long after the last letter the server is asked. */
const pauseMs = 250;

class BoardElement extends WatchingElement {
  /** @override */
  static properties = { api: { attribute: false }, slug: { attribute: false }, desk: { attribute: false } };
  #schemes = signal(/** @type {readonly Scheme[] | null} */ (null));
  /** There is a board at all, whatever is searched. */
  #some = signal(false);
  #search = signal("");
  #open = signal(/** @type {string | null} */ (null));
  /** The scheme about which one writes to an advisor. */
  #asking = signal(/** @type {string | null} */ (null));
  /** The scheme about which one has written. */
  #sent = signal(/** @type {string | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    super();
    this.api = new Api();
    this.slug = "";
    /** By a link of one's own one can write to an advisor. @type {import("./desk.js").ContactDesk | null} */
    this.desk = null;
  }

  /** @override */
  connected() {
    void this.#load();
    this.atDisconnect(() => clearTimeout(this.#timer));
  }

  get #path() {
    return `networks/${encodeURIComponent(this.slug)}/schemes`;
  }

  async #load() {
    const mine = (this.#asked += 1);
    const search = this.#search.peek().trim();
    /** @type {import("../protocol/api.js").Answer<{ schemes: readonly Scheme[] }>} */
    const answer = await this.api.get(search === "" ? this.#path : `${this.#path}?search=${encodeURIComponent(search)}`);
    // Only the newest question's answer is shown.
    if (mine !== this.#asked) return;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#schemes.value = answer.value.schemes;
    if (answer.value.schemes.length > 0) this.#some.value = true;
  }

  /** @override */
  render() {
    const schemes = this.#schemes.value;
    if (schemes === null && this.#problem.value) return this.#missing(this.#problem.value);
    if (!this.#some.value || schemes === null) return nothing;
    return html`<section class="stack" aria-labelledby="board-title" data-testid="board"><h2 id="board-title">${t("board-title")}</h2>
      <form class="field" role="search" @submit=${this.#submit}><label for="board-search">${t("board-search")}</label>
        <input id="board-search" type="search" autocomplete="off" maxlength="80" data-testid="board-search" .value=${this.#search.value} @input=${this.#written} /></form>
      <p class="small soft" role="status">${this.#search.value.trim() === "" ? nothing : t("board-found", { count: schemes.length })}</p>
      ${this.#problem.value ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(this.#problem.value)}</span></p>` : nothing}
      <ul class="plain cards">${repeat(schemes, ({ id }) => id, (one) => this.#scheme(one))}</ul></section>`;
  }

  /** Not fetched: without a word it would look as if there were no schemes. @param {Problem} problem */
  #missing(problem) {
    return html`<section class="stack" aria-labelledby="board-title"><h2 id="board-title">${t("board-title")}</h2>
      <p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>
      <div><button class="button" type="button" data-testid="board-again" @click=${() => void this.#load()}>${t("try-again")}</button></div></section>`;
  }

  /** @param {Event} event */
  #submit = (event) => {
    event.preventDefault();
    clearTimeout(this.#timer);
    void this.#load();
  };

  /** @param {Event} event */
  #written = ({ target }) => {
    this.#search.value = /** @type {HTMLInputElement} */ (target).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), pauseMs);
  };

  /** @param {Scheme} one */
  #scheme(one) {
    const words = wordsOf(one);
    const open = this.#open.value === one.id;
    return html`<li class="sheet-card scheme" data-testid="scheme" data-applying=${one.applying ? "true" : "false"}>
      <h3><button class="scheme-name" type="button" data-testid="scheme-open" aria-expanded=${open ? "true" : "false"} aria-controls="scheme-${one.id}" @click=${() => this.#toggle(one)}><bdi lang=${words.language}>${words.name}</bdi>${icon("chevron-down", "chevron")}</button></h3>
      ${words.for_whom ? html`<p class="small"><bdi lang=${words.language}>${words.for_whom}</bdi></p>` : nothing}
      <p class="small scheme-when" data-over=${isOver(one) ? "true" : "false"}>${icon("clock")} ${deadlineWords(one)}</p>
      ${one.applying ? html`<p class="small strong">${icon("check")} ${t("scheme-applying")}</p>` : nothing}
      <div id="scheme-${one.id}" class="stack" ?hidden=${!open}>${open ? this.#opened(one) : nothing}</div></li>`;
  }

  /** @param {Scheme} one */
  #toggle(one) {
    this.#open.value = this.#open.peek() === one.id ? null : one.id;
    this.#asking.value = null;
    this.#sent.value = null;
  }

  /** @param {Scheme} one */
  #opened(one) {
    const words = wordsOf(one);
    return html`<p class="lines-kept"><bdi lang=${words.language}>${linked(words.text)}</bdi></p>
      ${words.amount ? html`<p><b>${t("scheme-amount")}:</b> <bdi lang=${words.language}>${words.amount}</bdi></p>` : nothing}
      ${words.steps.length > 0 ? html`<div class="stack tight"><h4>${t("scheme-steps")}</h4><ol class="scheme-steps" lang=${words.language}>${words.steps.map((step) => html`<li class="lines-kept"><bdi>${linked(step)}</bdi></li>`)}</ol></div>` : nothing}
      ${words.links.length > 0 ? html`<ul class="plain stack tight">${words.links.map(({ title, url }) => this.#link(title, url))}</ul>` : nothing}
      ${one.files.length > 0 ? html`<div class="row">${one.files.map((file) => html`<button class="button narrow" type="button" @click=${() => void this.#save(one, file)}>${icon("paperclip")}<bdi>${file.name}</bdi></button>`)}</div>` : nothing}
      ${one.applying === undefined ? nothing : this.#own(one, one.applying)}`;
  }

  /** @param {string} title @param {string} url */
  #link(title, url) {
    // The server lets nothing else through; a page does not rely on it.
    if (!url.startsWith("https://")) return nothing;
    return html`<li>${icon("external-link")} <a href=${url} target="_blank" rel="noopener noreferrer"><bdi>${title || url.slice("https://".length)}</bdi></a></li>`;
  }

  /** @param {Scheme} one @param {boolean} applying */
  #own(one, applying) {
    const name = wordsOf(one).name;
    const possible = this.desk?.known.value?.possible;
    const reminds = one.deadline !== null && !isOver(one) && this.desk?.known.value?.email;
    return html`<div class="stack tight">
      <div class="row"><button class="button" type="button" data-testid="applying" aria-pressed=${applying ? "true" : "false"} @click=${() => void this.#mark(one, !applying)}>${icon(applying ? "check" : "flag")}${t("scheme-apply")}</button>
        ${possible ? html`<button class="button" type="button" data-testid="scheme-contact" aria-expanded=${this.#asking.value === one.id ? "true" : "false"} @click=${() => this.#ask(one)}>${icon("speech")}${t("contact-open")}</button>` : nothing}</div>
      <p class="soft small">${t("scheme-apply-words")} ${reminds ? t("scheme-apply-reminders") : nothing}</p></div>
      <div role="status">${this.#sent.value === one.id ? html`<p class="note" data-testid="contact-sent">${icon("check")}<span>${t("contact-sent")}</span></p>` : nothing}</div>
      ${this.#asking.value === one.id ? html`<koronailta-contact-form .desk=${this.desk} .about=${name} @asked=${() => this.#done(one)}></koronailta-contact-form>` : nothing}`;
  }

  /** @param {Scheme} one */
  #ask(one) {
    this.#asking.value = this.#asking.peek() === one.id ? null : one.id;
    this.#sent.value = null;
  }

  /** @param {Scheme} one */
  #done(one) {
    this.#asking.value = null;
    this.#sent.value = one.id;
  }

  /** @param {Scheme} one @param {boolean} on */
  async #mark(one, on) {
    const answer = await this.api.ask(`me/applying/${one.id}`, { method: on ? "PUT" : "DELETE" });
    this.#problem.value = answer.ok ? null : answer.problem;
    await this.#load();
  }

  /** @param {Scheme} one @param {import("../protocol/api_types.js").Attachment} file */
  async #save(one, file) {
    this.#problem.value = await savesFile(this.api, `${this.#path}/${one.id}/files/${file.id}`, file.name);
  }
}

customElements.define("koronailta-board", BoardElement);
