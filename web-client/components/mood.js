// How people feel, asked with one tap and told to nobody: at the door, in the room, and the sum of it once.
import { html, nothing, svg } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { announce } from "./announce.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { act, theApp } from "./the_app.js";
import { dialog } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").Mood} Mood */
/** @typedef {import("../protocol/types.js").MoodMoment} MoodMoment */
/** @typedef {import("../protocol/types.js").MoodResult} MoodResult */

/** From the darkest sky to the brightest. @type {readonly Mood[]} */
const moods = ["heavy", "low", "even", "light", "bright"];

/** Thanks are read in a moment; then the room is for the people again. */
const thanksMs = 6_000;

/** A sky over a fell: the higher the sun, the lighter the mood; in the heavy one it snows. @param {Mood} mood */
function sky(mood) {
  const height = { heavy: 60, low: 40, even: 33, light: 25, bright: 18 }[mood];
  return html`<svg class="sky ${mood}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <rect class="air" width="48" height="48" rx="24" />
    <circle class="sun" cx="24" cy=${height} r="8" />
    ${mood === "heavy" ? svg`<g class="snow"><circle cx="15" cy="17" r="1.6" /><circle cx="25" cy="12" r="1.6" /><circle cx="33" cy="20" r="1.6" /><circle cx="21" cy="24" r="1.6" /><circle cx="29" cy="28" r="1.6" /></g>` : nothing}
    ${mood === "bright" ? svg`<path class="rays" d="M24 3v4M9.5 9l2.8 2.8M38.5 9l-2.8 2.8M6 21h4M38 21h4" />` : nothing}
    <path class="fell" d="M0 38c7-7 13-10 20-7s9 3 13-1 9-3 15 3v15H0Z" />
  </svg>`;
}

export class MoodElement extends WatchingElement {
  /** Answered or let go here; the server knows of answers only. @type {import("../vendor/signals.js").Signal<ReadonlyMap<MoodMoment, "answered" | "skipped">>} */
  #done = signal(new Map());
  #sending = signal(false);

  /** @override */
  connected() {
    /** @type {ReadonlySet<MoodMoment>} */
    let before = new Set();
    this.watch(() => {
      const open = new Set(theApp().state.moods.value.map(({ moment }) => moment));
      // Asked anew after the earlier question ended: a new question.
      const kept = [...this.#done.peek()].filter(([moment]) => open.has(moment));
      if (kept.length < this.#done.peek().size) this.#done.value = new Map(kept);
      for (const moment of open) if (!before.has(moment)) announce(t(`mood-ask-${moment}`));
      before = open;
    });
  }

  /** @override */
  render() {
    const done = this.#done.value;
    return theApp().state.moods.value.map(({ moment, answered }) => {
      if (done.get(moment) === "answered") return this.#thanks(moment);
      return answered || done.has(moment) ? nothing : this.#question(moment);
    });
  }

  /** @param {MoodMoment} moment */
  #question(moment) {
    return html`<section class="mood" aria-labelledby="mood-${moment}" data-testid="mood" data-moment=${moment}>
      <h2 class="mood-title" id="mood-${moment}">${t(`mood-ask-${moment}`)}</h2>
      <div class="mood-choices">
        ${moods.map((mood) => html`<button class="mood-choice" type="button" data-testid="mood-${mood}" aria-disabled=${this.#sending.value ? "true" : "false"}
          @click=${() => void this.#answer(moment, mood)}>${sky(mood)}<span>${t(`mood-${mood}`)}</span></button>`)}
        <button class="mood-choice" type="button" data-testid="mood-skip" @click=${() => this.#mark(moment, "skipped")}>
          <span class="mood-skip-mark">${icon("x")}</span><span>${t("mood-skip")}</span></button>
      </div>
      <p class="small soft">${t("mood-anonymous")}</p>
    </section>`;
  }

  /** @param {MoodMoment} moment */
  #thanks(moment) {
    return html`<section class="mood thanks" role="status" data-testid="mood-thanks"><p>${icon("heart")}<span>${t("mood-thanks")}</span></p>
      <button class="button quiet round" type="button" aria-label=${t("close")} @click=${() => this.#mark(moment, "skipped")}>${icon("x")}</button></section>`;
  }

  /** @param {MoodMoment} moment @param {Mood} mood */
  async #answer(moment, mood) {
    if (this.#sending.peek()) return;
    this.#sending.value = true;
    const result = await theApp().dispatch({ type: "mood_answer", moment, mood });
    this.#sending.value = false;
    if (!result.ok) return;
    this.#mark(moment, "answered");
    const timer = setTimeout(() => this.#mark(moment, "skipped"), thanksMs);
    this.atDisconnect(() => clearTimeout(timer));
  }

  /** @param {MoodMoment} moment @param {"answered" | "skipped"} how */
  #mark(moment, how) {
    this.#done.value = new Map(this.#done.peek()).set(moment, how);
  }
}

/** The sum of what was answered, shown once to who was there when the question closed. */
export class MoodResultElement extends WatchingElement {
  /** @type {import("../vendor/signals.js").Signal<ReadonlySet<string>>} */
  #seen = signal(new Set());

  /** @override */
  connected() {
    this.#seen.value = new Set([...rememberedResults(), ...theApp().state.moodResults.peek().map(keyOf)]);
  }

  /** @param {MoodResult} result */
  #close(result) {
    const seen = new Set(this.#seen.peek()).add(keyOf(result));
    this.#seen.value = seen;
    rememberResults(seen);
  }

  /** @override */
  render() {
    return theApp().state.moodResults.value.filter((one) => !this.#seen.value.has(keyOf(one))).map((one) => this.#result(one));
  }

  /** @param {MoodResult} result */
  #result(result) {
    const { counts, heavy, moment } = result;
    const most = counts ? Math.max(...moods.map((mood) => counts[mood]), 1) : 1;
    return html`<section class="mood result" role="status" aria-labelledby="mood-result-${moment}" data-testid="mood-result" data-moment=${moment}>
      <h2 class="mood-title" id="mood-result-${moment}">${t(`mood-result-${moment}`)}</h2>
      ${counts
        ? html`<dl class="mood-counts">${moods.map((mood) => html`<div><dt>${sky(mood)}${t(`mood-${mood}`)}</dt><dd><meter min="0" max=${most} .value=${counts[mood]} aria-hidden="true"></meter><span>${counts[mood]}</span></dd></div>`)}</dl>`
        : html`<p>${t("mood-too-few")}</p>`}
      ${heavy ? html`<p>${t("mood-result-heavy")}</p>` : nothing}
      <div class="row">
        ${heavy ? html`<button class="button narrow" type="button" @click=${() => (dialog.value = { kind: "contacts" })}>${icon("hand-heart")}${t("contacts-open")}</button>` : nothing}
        <button class="button narrow" type="button" data-testid="mood-result-close" @click=${() => this.#close(result)}>${t("close")}</button>
      </div>
    </section>`;
  }
}

/** What is the same sum, also after a new connection. @param {MoodResult} result */
function keyOf({ moment, counts }) {
  return JSON.stringify([theApp().state.evening.peek()?.evening, moment, counts && moods.map((mood) => counts[mood])]);
}

/** A page that is loaded anew hears again what happened meanwhile; what was closed stays closed in this tab. */
const seenKey = "koronailta.mood-results-seen";

/** @returns {string[]} */
function rememberedResults() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(seenKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** @param {ReadonlySet<string>} seen */
function rememberResults(seen) {
  try {
    sessionStorage.setItem(seenKey, JSON.stringify([...seen]));
  } catch {
    // Then it is remembered only as long as the page is open.
  }
}

/** @param {MoodMoment} moment @returns {boolean} whether it is asked now */
export function asked(moment) {
  return theApp().state.moods.value.some((one) => one.moment === moment);
}

/** Opens or closes the question. @param {MoodMoment} moment @param {boolean} open */
export function ask(moment, open) {
  act({ type: open ? "mood_open" : "mood_close", moment });
}

customElements.define("koronailta-mood", MoodElement);
customElements.define("koronailta-mood-result", MoodResultElement);
