// What to bring onto the stage: documents, a clock, a guidance card, one's business.
import { html, live, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { isWished } from "../state/local.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import "./own_card.js";
import { act, may, theApp } from "./the_app.js";
import { cardForm, readCard } from "./present_forms.js";
import "./scheme_pick.js";
import { forgetUnsent, isUnsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").Show} Show */
/** @typedef {"slides" | "timer" | "card" | "business"} Kind */

const minutes = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60];
const usualMinutes = 5;

/** @type {readonly (readonly [Kind, import("./icon.js").IconName])[]} */
const kinds = [["slides", "file-text"], ["timer", "timer"], ["card", "list-checks"], ["business", "briefcase-business"]];

class PresentDialog extends DialogElement {
  /** @override */
  static properties = { card: { type: Boolean } };
  #kind = signal(/** @type {Kind} */ (may("present") ? "slides" : "business"));
  #download = signal(true);
  #minutes = signal(usualMinutes);

  constructor() {
    super();
    /** Opened for one's card. */
    this.card = false;
  }

  /** @override */
  connected() {
    if (this.card) this.#kind.value = "business";
  }

  /** @override */
  heading() {
    return t(this.#chooses() ? "present-title" : "more-present-business");
  }

  #chooses() {
    return may("present") && !this.card;
  }

  /** @override */
  body() {
    const kind = this.#kind.value;
    return html`${this.#chooses()
        ? html`<div class="kinds" role="group" aria-label=${t("present-title")}>${kinds.map(([one, shape]) => html`<button class="button ${one === kind ? "main" : "quiet"}" type="button" data-testid="present-${one}"
            aria-pressed=${one === kind ? "true" : "false"} @click=${() => (this.#kind.value = one)}>${icon(shape)}${t(`present-${one}`)}</button>`)}</div>`
        : nothing}
      ${kind === "slides" ? this.#slides() : kind === "timer" ? this.#timer() : kind === "card" ? this.#card()
        : html`<koronailta-own-card @shown=${(/** @type {CustomEvent<Show>} */ { detail }) => void this.#show(detail)}></koronailta-own-card>`}`;
  }

  /** A support of the network's board, or one that is written by hand. */
  #card() {
    return html`<koronailta-scheme-pick @picked=${(/** @type {CustomEvent<import("../protocol/types.js").GuidanceCard>} */ { detail }) => void this.#show({ type: "card", card: detail })}></koronailta-scheme-pick>
      <details class="fold" data-testid="card-by-hand" ?open=${isUnsent("new-card")}><summary>${icon("pencil")}${t("present-card-by-hand")}${icon("chevron-down", "chevron")}</summary>${cardForm("card", this.#showCard)}</details>`;
  }

  /** @param {Show} show */
  async #show(show) {
    // One's own screen goes first, so that nobody is told that a moderator took it.
    if (isWished(theApp().state.local.screen.peek())) await theApp().dispatch({ type: "set_screen", on: false });
    const { ok } = await theApp().dispatch({ type: "stage_show", show });
    if (!ok) return;
    forgetUnsent(`new-${show.type}`);
    this.close();
  }

  #slides() {
    const { materials, upload } = theApp().state;
    const list = materials.value;
    return html`<p class="soft small">${t("present-slides-words")}</p>
      ${list.length > 0
        ? html`<ul class="documents">${repeat(list, ({ id }) => id, (one) => html`<li data-testid="document" data-title=${one.title}>
            ${icon("file-text")}<span class="document-name"><bdi>${one.title}</bdi><span class="soft small">${t("pages", { count: one.pages })}${one.download ? html` · ${t("present-may-keep")}` : nothing}</span></span>
            <button class="button narrow" type="button" data-testid="document-show" aria-label="${t("present-show")}: ${one.title}" @click=${() => void this.#show({ type: "slides", material: one.id, page: 1 })}>${t("present-show")}</button>
            <button class="button quiet round" type="button" data-testid="document-erase" aria-label="${t("present-erase")}: ${one.title}" title=${t("present-erase")} @click=${() => act({ type: "material_erase", material: one.id })}>${icon("trash-2")}</button></li>`)}</ul>`
        : nothing}
      ${this.#upload(upload.value)}`;
  }

  /** @param {import("../state/types.js").Upload | null} upload */
  #upload(upload) {
    if (upload && !upload.problem) {
      return html`<div class="upload" data-testid="upload"><p role="status">${t("upload-going", { title: upload.title })}</p>
        <progress max="1" .value=${upload.part} aria-label=${t("upload-going", { title: upload.title })}></progress>
        <button class="button quiet narrow" type="button" @click=${() => act({ type: "material_cancel" })}>${t("cancel")}</button></div>`;
    }
    return html`${upload?.problem ? html`<p class="problem" role="alert" data-testid="upload-problem" data-code=${upload.problem.code}>${t(upload.problem.key, upload.problem.params)}</p>` : nothing}
      <label class="tick"><input type="checkbox" data-testid="upload-download" .checked=${live(this.#download.value)} @change=${() => (this.#download.value = !this.#download.peek())} /><span>${t("upload-download")}</span></label>
      <label class="button file">${icon("upload")}${t("upload-choose")}<input class="visually-hidden" type="file" accept="application/pdf,.pdf" data-testid="upload-file" @change=${this.#chosen} /></label>`;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const file = target.files?.[0];
    target.value = "";
    if (file) act({ type: "material_bring", file, title: file.name.replace(/\.pdf$/iu, "").slice(0, 100), download: this.#download.peek() });
  };

  #timer() {
    return html`<form class="stack" @submit=${this.#startTimer}>
      <div class="field"><label for="timer-title">${t("timer-title")}</label><input id="timer-title" type="text" name="title" maxlength="120" autocomplete="off" data-testid="timer-title" ${written("new-timer title")} /></div>
      <div class="field"><label for="timer-minutes">${t("timer-minutes")}</label><select id="timer-minutes" name="minutes" data-testid="timer-minutes" @change=${this.#minutesChosen}>
        ${minutes.map((one) => html`<option value=${one} ?selected=${one === this.#minutes.value}>${t("minutes", { count: one })}</option>`)}</select></div>
      <div class="dialog-foot"><button class="button main" type="submit" data-testid="timer-start">${t("timer-start")}</button></div>
    </form>`;
  }

  /** @param {Event} event */
  #minutesChosen = ({ target }) => {
    if (target instanceof HTMLSelectElement) this.#minutes.value = Number(target.value);
  };

  /** @param {SubmitEvent} event */
  #startTimer = (event) => {
    event.preventDefault();
    const title = event.target instanceof HTMLFormElement ? String(new FormData(event.target).get("title") ?? "").trim() : "";
    void this.#show({ type: "timer", title: title || null, seconds: this.#minutes.peek() * 60 });
  };

  /** @param {SubmitEvent} event */
  #showCard = (event) => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.#show(readCard("card", event.target));
  };
}

/** To whom the stage goes. */
class HandDialog extends DialogElement {
  /** @override */
  heading() {
    return t("stage-hand-title");
  }

  /** @override */
  body() {
    const { stage, here, you } = theApp().state;
    const others = here.value.filter(({ id }) => id !== stage.value?.presenter);
    const screen = stage.value?.type === "screen";
    const own = stage.value?.presenter === you.value?.id;
    return html`<p>${t(!screen ? "stage-hand-words" : own ? "stage-hand-screen-words" : "stage-hand-other-screen-words")}</p>
      <div class="menu-list">${others.map(({ id, name }) => html`<button class="button quiet" type="button" data-testid="hand-to" data-participant=${id} @click=${() => {
        this.close();
        act({ type: "stage_hand", participant: id });
      }}>${icon("hand-helping")}<bdi>${name}</bdi></button>`)}</div>
      ${others.length === 0 ? html`<p class="soft">${t("room-alone")}</p>` : nothing}`;
  }
}

customElements.define("koronailta-present-dialog", PresentDialog);
customElements.define("koronailta-hand-dialog", HandDialog);
