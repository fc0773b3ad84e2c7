// Captions by a writing interpreter: read under the pictures, written line by line.
import { html, live, nothing, repeat } from "../vendor/lit.js";
import { signal, untracked } from "../vendor/signals.js";
import { language, languageNames, languages, t } from "../i18n/index.js";
import { captionsIn } from "../state/captions.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { act, may, theApp } from "./the_app.js";

/** @typedef {import("../protocol/types.js").Language} Language */
/** @typedef {{ on: boolean, size: "normal" | "large" | "huge", strong: boolean, language: Language | "page" }} CaptionSettings */

const storageKey = "koronailta.captions";
/** Often enough to be read along, seldom enough for a thin line, in milliseconds. */
const sendEveryMs = 250;
/** Lines that are shown at once. */
const linesShown = 3;

/** What a writer is told of where the words go. */
const writerHint = { no: "captions-hint", yes: "captions-hint-kept", full: "captions-hint-full" };

/** @type {CaptionSettings} */
const usual = { on: true, size: "normal", strong: false, language: "page" };

/** @returns {CaptionSettings} */
function remembered() {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(storageKey) ?? "{}") };
  } catch {
    return usual;
  }
}

export const captionSettings = signal(remembered());
/** One writes captions oneself now. */
export const writing = signal(false);

/** @param {Partial<CaptionSettings>} change */
function set(change) {
  captionSettings.value = { ...captionSettings.peek(), ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(captionSettings.peek()));
  } catch {
    // Then it is remembered only as long as the page is open.
  }
}

export class CaptionsElement extends WatchingElement {
  #language = signal(/** @type {Language} */ ("fi"));
  /** Of new lines; a line that is corrected has its own. @type {Language} */
  #chosen = "fi";
  /** The line that is written, or corrected. */
  #line = signal(1);
  #next = 1;
  #text = "";
  #sent = "";
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /** @override */
  connected() {
    const { state } = theApp();
    this.#language.value = this.#chosen = language.peek();
    this.#next = state.captionsBegun.peek() + 1;
    this.#line.value = this.#next;
    if (state.you.peek()?.role === "captioner" && may("write_captions")) writing.value = true;
    this.atDisconnect(() => clearTimeout(this.#timer));
    let here = state.place.peek().group?.name.id;
    this.watch(() => {
      const now = state.place.value.group?.name.id;
      if (now !== here) untracked(() => this.#elsewhere());
      here = now;
    });
  }

  /** @override */
  render() {
    const all = theApp().state.captions.value;
    const mine = writing.value && may("write_captions");
    if (all.length === 0 && !mine) return nothing;
    const settings = captionSettings.value;
    const lines = captionsIn(all, settings.language === "page" ? language.value : settings.language).slice(-linesShown);
    const kept = theApp().state.captionsKept.value;
    return html`<section class="captions ${settings.size} ${settings.strong ? "strong" : ""}" aria-label=${t("captions-title")} aria-describedby=${kept === "no" ? nothing : "captions-kept"} data-testid="captions">
      ${settings.on
        ? html`<div class="caption-lines" tabindex="0" role="log" aria-live="off" aria-label=${t("captions-title")}>
            ${repeat(lines, ({ by, line }) => `${by} ${line.line}`, ({ line }) => html`<p lang=${line.language} data-testid="caption" data-line=${line.line}>${line.text}</p>`)}</div>`
        : nothing}
      ${kept === "no" ? nothing : html`<p class="small captions-kept" id="captions-kept" data-testid="captions-kept" data-kept=${kept}>${icon("info")}<span>${t(kept === "full" ? "captions-full" : "captions-kept")}</span></p>`}
      ${this.#tools(settings)} ${mine ? this.#writer() : nothing}
    </section>`;
  }

  /** @param {CaptionSettings} settings */
  #tools(settings) {
    return html`<details class="caption-settings"><summary data-testid="captions-settings">${t("captions-settings")}</summary><div class="caption-tools">
      <button class="button narrow" type="button" data-testid="captions-on" aria-pressed=${settings.on ? "true" : "false"} @click=${() => set({ on: !settings.on })}>${icon(settings.on ? "eye-off" : "eye")}${t(settings.on ? "captions-hide" : "captions-show")}</button>
      ${settings.on ? html`
        <label><span class="visually-hidden">${t("captions-size")}</span><select data-testid="captions-size" @change=${chosen((size) => set({ size: /** @type {CaptionSettings["size"]} */ (size) }))}>
          ${["normal", "large", "huge"].map((one) => html`<option value=${one} ?selected=${one === settings.size}>${t(`captions-size-${one}`)}</option>`)}</select></label>
        <label><span class="visually-hidden">${t("captions-language")}</span><select data-testid="captions-language" @change=${chosen((one) => set({ language: /** @type {CaptionSettings["language"]} */ (one) }))}>
          <option value="page" ?selected=${settings.language === "page"}>${t("captions-language-page")}</option>
          ${languages.map((one) => html`<option value=${one} lang=${one} ?selected=${one === settings.language}>${languageNames[one]}</option>`)}</select></label>
        <label class="tick"><input type="checkbox" data-testid="captions-strong" .checked=${live(settings.strong)} @change=${() => set({ strong: !settings.strong })} /><span>${t("captions-strong")}</span></label>` : nothing}
    </div></details>`;
  }

  /** What a writing interpreter writes in; earlier lines can be taken up again. */
  #writer() {
    const { captions, captionsKept, you } = theApp().state;
    const own = captions.value.filter(({ by, line }) => by === you.value?.id && line.line !== this.#line.value);
    const correcting = this.#line.value !== this.#next;
    return html`<form class="caption-writer" data-testid="caption-writer" @submit=${this.#finish}>
      ${own.length > 0 ? html`<div class="row tight">${own.map(({ line }) => html`<button class="button narrow quiet" type="button" data-testid="caption-correct" aria-label=${t("captions-correct", { text: line.text })}
        @click=${() => this.#correct(line.line, line.text, line.language)}>${icon("undo-2")}<span class="cut">${line.text}</span></button>`)}</div>` : nothing}
      <div class="line"><label class="visually-hidden" for="caption-text">${t(correcting ? "captions-correcting" : "captions-write")}</label>
        <input id="caption-text" type="text" maxlength="200" autocomplete="off" data-testid="caption-text" placeholder=${t(correcting ? "captions-correcting" : "captions-write")} aria-describedby="caption-hint" @input=${this.#typed} />
        <label><span class="visually-hidden">${t("captions-language-written")}</span><select data-testid="caption-write-language" @change=${chosen((one) => this.#write(/** @type {Language} */ (one)))}>
          ${languages.map((one) => html`<option value=${one} .selected=${live(one === this.#language.value)}>${languageNames[one]}</option>`)}</select></label></div>
      <p class="small soft" id="caption-hint">${t(writerHint[captionsKept.value])}</p>
    </form>`;
  }

  /** What was begun in one place is not sent in another. */
  #elsewhere() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = Math.max(this.#next, theApp().state.captionsBegun.peek()) + 1;
    const field = this.querySelector("#caption-text");
    if (field instanceof HTMLInputElement) this.#take(field, this.#next, "");
    else this.#line.value = this.#next;
  }

  /** @param {InputEvent} event */
  #typed(event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#text = event.target.value;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, sendEveryMs);
  }

  /** The line is in this language, also what others have read of it already. @param {Language} written */
  #write(written) {
    this.#language.value = written;
    if (this.#line.peek() === this.#next) this.#chosen = written;
    if (this.#text !== "") this.#send();
  }

  #words() {
    return `${this.#line.peek()} ${this.#language.peek()} ${this.#text}`;
  }

  #send() {
    const words = this.#words();
    if (words === this.#sent) return;
    this.#sent = words;
    act({ type: "caption_write", line: { line: this.#line.peek(), language: this.#language.peek(), text: this.#text } });
  }

  /** The line is whole: on to the next one, or back from the one that was corrected. @param {SubmitEvent} event */
  #finish(event) {
    event.preventDefault();
    const field = this.querySelector("#caption-text");
    if (!(field instanceof HTMLInputElement) || (field.value.trim() === "" && this.#line.peek() === this.#next)) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#send();
    if (this.#line.peek() === this.#next) this.#next += 1;
    this.#take(field, this.#next, "");
  }

  /** @param {number} line @param {string} text @param {Language} written */
  #correct(line, text, written) {
    const field = this.querySelector("#caption-text");
    if (!(field instanceof HTMLInputElement)) return;
    // What was begun is not lost: it is a line of its own.
    if (this.#text.trim() !== "" && this.#line.peek() === this.#next) this.#next += 1;
    this.#take(field, line, text, written);
    field.focus();
  }

  /** @param {HTMLInputElement} field @param {number} line @param {string} text @param {Language} [written] */
  #take(field, line, text, written = this.#chosen) {
    this.#line.value = line;
    this.#language.value = written;
    this.#text = text;
    this.#sent = this.#words();
    field.value = text;
  }
}

/** @param {(value: string) => void} take */
function chosen(take) {
  return (/** @type {Event} */ event) => {
    if (event.target instanceof HTMLSelectElement) take(event.target.value);
  };
}

customElements.define("koronailta-captions", CaptionsElement);
