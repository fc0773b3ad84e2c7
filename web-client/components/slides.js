// Slides: each draws the pages by itself, as sharp as its own screen. Who presents turns them for all and points; others may read
// ahead and come back.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { announce } from "./announce.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { Pages } from "./slides_pages.js";
import { act, theApp } from "./the_app.js";

/** The pointer is told at most so often, in milliseconds. */
const pointEvery = 80;

/** Parts of a page's width and height in which the pointer is told. */
const pointerParts = 10_000;

/** @typedef {(page: number, last: number) => number} Turn */

/** @type {Turn} */
const next = (page) => page + 1;
/** @type {Turn} */
const previous = (page) => page - 1;

/** Keys that turn pages, and to where. @type {Readonly<Record<string, Turn>>} */
const turns = {
  ArrowRight: next,
  ArrowDown: next,
  PageDown: next,
  ArrowLeft: previous,
  ArrowUp: previous,
  PageUp: previous,
  Home: () => 1,
  End: (_, last) => last,
};

export class SlidesElement extends WatchingElement {
  /** The page that one reads by oneself; null while following. */
  #own = signal(/** @type {number | null} */ (null));
  /** The page that was asked for and is not on the stage yet: a quick next step goes on from there.
   * @type {number | null} */
  #asked = null;
  #drawn = signal(0);
  #problem = signal(false);
  #large = signal(false);
  #pages = new Pages({ drawn: (page) => (this.#drawn.value = page), failed: (failed) => (this.#problem.value = failed) });
  #document = "";
  /** Whether the others see where one points. */
  #pointed = false;
  /** Where one points by now, while it is too early to tell. @type {import("../protocol/types.js").Pointer | null} */
  #pointing = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pointsAgain;

  /** @override */
  connected() {
    const { state } = theApp();
    const observer = new ResizeObserver(() => this.#draw());
    this.updateComplete.then(() => {
      const place = this.querySelector(".slide-place");
      if (place) observer.observe(place);
    });
    this.atDisconnect(() => {
      observer.disconnect();
      this.#pages.close();
      this.#document = "";
      this.#pointsNoMore();
    });
    let told = 0;
    this.watch(() => {
      const stage = state.stage.value;
      if (stage?.type !== "slides") return;
      // Where the presenter has come to the page that one reads, one follows again.
      if (stage.presenter === state.you.value?.id || stage.page === this.#own.peek()) this.#own.value = null;
      if (told !== stage.page && told !== 0 && this.#own.peek() === null) {
        announce(t("slides-page", { page: stage.page, pages: stage.document.pages }));
      }
      told = stage.page;
    });
  }

  /** @returns {Extract<import("../protocol/types.js").Stage, { type: "slides" }> | null} */
  #slides() {
    const stage = theApp().state.stage.value;
    return stage?.type === "slides" ? stage : null;
  }

  #presents() {
    return this.#slides()?.presenter === theApp().state.you.value?.id;
  }

  /** @override */
  render() {
    const slides = this.#slides();
    if (!slides) return nothing;
    const { page, document } = slides;
    const shown = this.#own.value ?? page;
    const away = this.#own.value !== null && this.#own.value !== page;
    return html`<section class="slides ${this.#large.value ? "large" : ""}" data-testid="slides" data-page=${page} data-shown=${this.#drawn.value} data-own=${away ? "true" : "false"}
      tabindex="0" aria-label=${t("slides-label", { title: document.title, page: shown, pages: document.pages })} @keydown=${this.#key}>
      <div class="slide-place" @pointermove=${this.#point} @pointerleave=${this.#pointAway}>
        <div class="slide" data-testid="slide" role="document">
          <div class="slide-picture" aria-hidden="true"></div>
          <div class="slide-text"></div>
          ${this.#pointer(away)}
        </div>
        ${this.#problem.value ? html`<p class="slide-problem" role="alert">${t("slides-problem")}<button class="button narrow" type="button" @click=${this.#again}>${t("slides-again")}</button></p>` : nothing}
        ${this.#drawn.value === 0 && !this.#problem.value ? html`<p class="stage-wait">${icon("file-text")}${t("slides-opening")}</p>` : nothing}
      </div>
      <div class="slide-tools">
        ${this.#turnButton("chevron-left", t("slides-previous"), shown <= 1, previous, "slides-previous")}
        <span class="slide-number" data-testid="slides-number">${t("slides-number", { page: shown, pages: document.pages })}</span>
        ${this.#turnButton("chevron-right", t("slides-next"), shown >= document.pages, next, "slides-next")}
        ${away ? html`<button class="button main narrow" type="button" data-testid="slides-follow" @click=${() => this.#read(page)}>${t("slides-follow")}</button>` : nothing}
        <button class="button quiet round" type="button" data-testid="slides-large" aria-pressed=${this.#large.value ? "true" : "false"} aria-label=${t("slides-large")} title=${t("slides-large")} @click=${this.#toggleLarge}>${icon("zoom-in")}</button>
        ${document.download ? html`<button class="button quiet round" type="button" data-testid="slides-download" aria-label=${t("slides-download")} title=${t("slides-download")} @click=${this.#download}>${icon("download")}</button>` : nothing}
      </div>
    </section>`;
  }

  /** @param {boolean} away */
  #pointer(away) {
    const pointer = theApp().state.pointer.value;
    return pointer && !away && !this.#presents() ? html`<span class="slide-pointer" data-testid="slide-pointer" aria-hidden="true"></span>` : nothing;
  }

  /** @param {import("./icon.js").IconName} shape @param {string} words @param {boolean} off @param {Turn} turn @param {string} testid */
  #turnButton(shape, words, off, turn, testid) {
    return html`<button class="button round" type="button" data-testid=${testid} aria-label=${words} title=${words} aria-disabled=${off ? "true" : "false"} @click=${() => this.#step(turn)}>${icon(shape)}</button>`;
  }

  /** @override */
  updated() {
    const pointer = theApp().state.pointer.peek();
    const mark = this.querySelector(".slide-pointer");
    if (mark instanceof HTMLElement && pointer) {
      mark.style.setProperty("--x", String(pointer.x / pointerParts));
      mark.style.setProperty("--y", String(pointer.y / pointerParts));
    }
    this.#draw();
  }

  #draw() {
    const slides = this.#slides();
    const slide = this.querySelector(".slide");
    const place = this.querySelector(".slide-place");
    if (!slides || !(slide instanceof HTMLElement) || !(place instanceof HTMLElement)) return;
    if (this.#document !== slides.document.id) {
      this.#document = slides.document.id;
      this.#own.value = null;
      this.#open(slides.document.id);
    }
    const box = place.getBoundingClientRect();
    this.#pages.show(slide, this.#own.peek() ?? slides.page, { width: box.width, height: box.height, large: this.#large.peek() });
  }

  /** @param {string} material */
  #open(material) {
    const source = theApp().document(material);
    if (source) void this.#pages.open(source);
  }

  #again = () => {
    if (this.#document) this.#open(this.#document);
    this.#draw();
  };

  #toggleLarge = () => {
    this.#large.value = !this.#large.peek();
  };

  /** Who presents turns for all, the others for themselves. @param {number} page */
  #turn(page) {
    const slides = this.#slides();
    if (!slides || page < 1 || page > slides.document.pages) return;
    if (this.#presents()) void this.#ask(page);
    else this.#read(page);
  }

  /** @param {number} page that one reads, by oneself where it is not the presenter's */
  #read(page) {
    const slides = this.#slides();
    if (!slides) return;
    const own = page === slides.page ? null : page;
    if (page !== (this.#own.peek() ?? slides.page)) announce(t(own === null ? "slides-page-following" : "slides-page", { page, pages: slides.document.pages }));
    this.#own.value = own;
  }

  /** @param {number} page */
  async #ask(page) {
    this.#asked = page;
    await theApp().dispatch({ type: "stage_page", page });
    if (this.#asked === page) this.#asked = null;
  }

  /** Turned from the page that one sees, or has asked for. @param {Turn} turn */
  #step(turn) {
    const slides = this.#slides();
    if (!slides) return;
    const last = slides.document.pages;
    this.#turn(Math.min(last, Math.max(1, turn(this.#asked ?? this.#own.peek() ?? slides.page, last))));
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const slides = this.#slides();
    const turn = turns[event.key];
    if (!slides || !turn || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    // Large, the arrows first move what is seen of the page.
    if (this.#large.peek() && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    this.#step(turn);
  };

  /** @param {PointerEvent} event */
  #point = (event) => {
    if (!this.#presents()) return;
    const box = this.querySelector(".slide")?.getBoundingClientRect();
    if (!box || box.width < 1 || box.height < 1) return;
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    if (x < 0 || x > 1 || y < 0 || y > 1) return;
    this.#pointing = { x: Math.round(x * pointerParts), y: Math.round(y * pointerParts) };
    if (this.#pointsAgain === undefined) this.#tellPointer();
  };

  /** Tells the newest place, and again after a while if it has moved on: the place where it comes to rest is told too. */
  #tellPointer() {
    this.#pointsAgain = undefined;
    if (!this.#pointing) return;
    act({ type: "stage_pointer", pointer: this.#pointing });
    this.#pointed = true;
    this.#pointing = null;
    this.#pointsAgain = setTimeout(() => this.#tellPointer(), pointEvery);
  }

  #pointsNoMore() {
    clearTimeout(this.#pointsAgain);
    this.#pointsAgain = undefined;
    this.#pointing = null;
  }

  #pointAway = () => {
    this.#pointsNoMore();
    if (this.#presents() && this.#pointed) act({ type: "stage_pointer", pointer: null });
    this.#pointed = false;
  };

  /** As a file of its title: a plain link could not carry what opens it. */
  #download = async () => {
    const slides = this.#slides();
    const source = slides && theApp().document(slides.document.id);
    if (!slides || !source) return;
    const response = await fetch(source.url, { headers: source.headers }).catch(() => null);
    if (!response?.ok) {
      this.#problem.value = true;
      return;
    }
    const url = URL.createObjectURL(await response.blob());
    const link = document.createElement("a");
    link.href = url;
    link.download = `${slides.document.title.replaceAll(/[\\/:*?"<>|]/gu, " ")}.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
}

customElements.define("koronailta-slides", SlidesElement);
