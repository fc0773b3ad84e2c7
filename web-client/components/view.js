// What people look at: everybody equally large, the speaker large, or the stage with the people beside it. It also tells
// the server what is shown and how large, so that the few slots carry the right pictures.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { act, theApp } from "./the_app.js";
import { WatchingElement } from "./element.js";
import { bestFit, lastRowStart, pagesOf } from "./grid.js";
import { icon } from "./icon.js";
import { view } from "./ui_state.js";
import "./stage.js";
import { TileElement } from "./tile.js";

/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").Want} Want */

/** Pixels between tiles; the same as `--gap` in room.css. */
const gap = 8;

/** Milliseconds somebody must be the speaker before the large picture changes: a cough is not a speech. */
const speakerPause = 1200;

/** How many tiles stand on a page: one's own and as many as there are slots for pictures. */
const pageSize = { phone: 5, desktop: 10 };

/**
 * Oneself first, then the others by arrival. Nobody's place depends on who speaks.
 * @param {readonly Participant[]} people @param {string | undefined} you
 */
function inOrder(people, you) {
  return [...people.filter((one) => one.id === you), ...people.filter((one) => one.id !== you)];
}

export class ViewElement extends WatchingElement {
  /** The grid's inner size in CSS pixels. */
  #box = signal({ width: 0, height: 0 });
  #page = signal(0);

  /** Who is shown large in the speaker view.
   * @type {import("../vendor/signals.js").Signal<string | null>} */
  #speaker = signal(null);

  /** @type {ResizeObserver | undefined} */
  #observer;

  #reported = "";

  /** @override */
  connected() {
    const { state } = theApp();
    this.#observer = new ResizeObserver(() => this.#measure());
    this.atDisconnect(() => this.#observer?.disconnect());
    // The first picture of a screen tells its shape; the event does not bubble.
    this.addEventListener("resize", this.#report, true);
    this.atDisconnect(() => this.removeEventListener("resize", this.#report, true));
    this.addEventListener("shape", this.#shaped);
    this.atDisconnect(() => this.removeEventListener("shape", this.#shaped));
    this.watch(() => {
      const next = state.speaking.value.find((id) => id !== state.you.peek()?.id);
      if (!next || next === this.#speaker.peek()) return;
      const timer = setTimeout(() => (this.#speaker.value = next), this.#speaker.peek() ? speakerPause : 0);
      return () => clearTimeout(timer);
    });
  }

  /** @override */
  render() {
    const { state } = theApp();
    const people = inOrder(state.here.value, state.you.value?.id);
    const stage = state.stage.value;
    // One's own screen is not shown back: a mirror in a mirror helps nobody.
    if (stage && !(stage.type === "screen" && stage.presenter === state.you.value?.id)) return this.#faces(people, { large: html`<koronailta-stage></koronailta-stage>` });
    if (view.value === "speaker" && people.length > 1) {
      const large = this.#largePerson(people);
      return this.#faces(people.filter(({ id }) => id !== large.id), { large: html`<koronailta-tile .participant=${large.id}></koronailta-tile>` });
    }
    return this.#grid(people);
  }

  /** @param {readonly Participant[]} people */
  #largePerson(people) {
    const you = theApp().state.you.value?.id;
    const speaker = people.find((person) => person.id === this.#speaker.value);
    const other = people.find((person) => person.id !== you);
    return /** @type {Participant} */ (speaker ?? other ?? people[0]);
  }

  /** @param {readonly Participant[]} people */
  #grid(people) {
    const pages = pagesOf(people, pageSize[theApp().state.deviceClass]);
    const shown = Math.min(this.#page.value, pages.length - 1);
    const onPage = pages[shown] ?? [];
    const { width, height } = this.#box.value;
    const fit = bestFit(onPage.length, width, height, gap);
    const below = html`${pages.length > 1 ? this.#pager(shown, pages.length) : nothing}
      ${people.length === 1 ? html`<p class="alone soft small">${t("room-alone")}</p>` : nothing}`;
    return this.#faces(onPage, { columns: fit.columns, below });
  }

  /** The same tiles, whether there is something large beside them or not: a face that moves keeps its picture.
   * @param {readonly Participant[]} people @param {{ large?: unknown, columns?: number, below?: unknown }} how */
  #faces(people, { large, columns, below }) {
    return html`<div class=${large ? "with-stage" : "without-stage"}>
      ${large ?? nothing}
      <section class=${large ? "strip" : "grid"} aria-label=${t("room-tiles")} tabindex=${large ? "0" : nothing} data-columns=${columns ?? nothing} @scroll=${this.#report}>
        ${repeat(people, (person) => person.id, (person) => html`<koronailta-tile .participant=${person.id}></koronailta-tile>`)}
      </section>
    </div>
    ${below ?? nothing}`;
  }

  /** @param {number} shown @param {number} pages */
  #pager(shown, pages) {
    return html`<nav class="pager" aria-label=${t("room-tiles")}>
      <button class="button round" type="button" aria-label=${t("room-page-previous")} aria-disabled=${shown === 0 ? "true" : "false"}
        @click=${() => (this.#page.value = Math.max(0, shown - 1))}>${icon("chevron-left")}</button>
      <span>${t("room-page", { page: shown + 1, pages })}</span>
      <button class="button round" type="button" aria-label=${t("room-page-next")} aria-disabled=${shown === pages - 1 ? "true" : "false"}
        @click=${() => (this.#page.value = Math.min(pages - 1, shown + 1))}>${icon("chevron-right")}</button>
    </nav>`;
  }

  /** @override */
  updated() {
    const grid = this.querySelector(".grid");
    this.#observer?.disconnect();
    if (grid instanceof HTMLElement) {
      this.#observer?.observe(grid);
      this.#place(grid);
    } else {
      this.#observer?.observe(this);
      // Where a poll needs the room, the faces are away for a while.
      const strip = this.querySelector(".strip");
      if (strip) this.#observer?.observe(strip);
    }
    requestAnimationFrame(() => this.#report());
  }

  /** @param {HTMLElement} grid */
  #place(grid) {
    const tiles = /** @type {HTMLElement[]} */ ([...grid.children]);
    const fit = bestFit(tiles.length, this.#box.peek().width, this.#box.peek().height, gap);
    grid.style.setProperty("--columns", String(fit.columns));
    grid.style.setProperty("--tile-width", `${fit.width}px`);
    grid.style.setProperty("--tile-height", `${fit.height}px`);
    tiles.forEach((tile, index) => {
      const start = lastRowStart(tiles.length, fit.columns, index);
      tile.style.gridColumn = start === undefined ? "" : `${start} / span 2`;
    });
  }

  /** A page of slides tells its shape, as a screen does by its first picture: on a phone held upright the faces get what it leaves.
   * @param {Event} event */
  #shaped = (event) => {
    if (event instanceof CustomEvent && Number.isFinite(event.detail)) this.style.setProperty("--stage-shape", String(event.detail));
  };

  #measure() {
    const box = (this.querySelector(".grid") ?? this).getBoundingClientRect();
    const { width, height } = this.#box.peek();
    if (Math.abs(width - box.width) >= 1 || Math.abs(height - box.height) >= 1) {
      this.#box.value = { width: box.width, height: box.height };
    }
    this.#report();
  }

  /** Tells the server how large the shared screen is seen, and which tiles, largest first. */
  #report = () => {
    if (!this.isConnected) return;
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    const you = theApp().state.you.peek()?.id;
    const own = this.getBoundingClientRect();
    /** @type {Want[]} */
    const wants = [];
    for (const tile of this.querySelectorAll("koronailta-tile")) {
      if (!(tile instanceof TileElement)) continue;
      const box = tile.getBoundingClientRect();
      const visible = box.right > own.left && box.left < own.right && box.bottom > own.top && box.top < own.bottom;
      const participant = tile.participant;
      if (!visible || box.width < 1 || participant === you) continue;
      wants.push({ participant, source: "camera", width: Math.round(box.width * scale), height: Math.round(box.height * scale) });
    }
    wants.sort((one, other) => other.width * other.height - one.width * one.height);
    const screen = this.#screen(scale);
    if (screen) wants.unshift(screen);
    const said = JSON.stringify(wants);
    if (said === this.#reported) return;
    this.#reported = said;
    act({ type: "set_view", wants });
  };

  /** The shared screen as large as it is seen, without the bars beside it. @param {number} scale @returns {Want | null} */
  #screen(scale) {
    const video = this.querySelector(".stage[data-kind=screen] video");
    const participant = theApp().state.stage.peek()?.presenter;
    if (!(video instanceof HTMLVideoElement) || !participant) return null;
    const box = video.getBoundingClientRect();
    // Until its first picture nobody knows the screen's shape; most are as wide as this.
    const shape = video.videoWidth > 0 ? video.videoHeight / video.videoWidth : 9 / 16;
    const height = Math.min(box.height, box.width * shape);
    this.style.setProperty("--stage-shape", String(1 / shape));
    return height < 1 ? null : { participant, source: "screen", width: Math.round((height / shape) * scale), height: Math.round(height * scale) };
  }
}

customElements.define("koronailta-view", ViewElement);
