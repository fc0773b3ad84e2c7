// Small pieces that many pages of the organizer's side show.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../components/icon.js").IconName} IconName */

/**
 * What was fetched, or that it is still asked for, or why it is not there.
 * @template T
 * @param {import("./desk.js").Resource<T>} resource
 * @param {(value: T, etag: string | null) => unknown} view
 */
export function fetched(resource, view) {
  const state = resource.state.value;
  if (state.type === "asking") return html`<p class="soft" role="status">${t("asking")}</p>`;
  if (state.type === "problem") return trouble(state.problem, () => void resource.load());
  return html`${state.problem ? trouble(state.problem, () => void resource.load()) : nothing}${view(state.value, state.etag)}`;
}

/** @param {Problem} problem @param {() => void} [again] */
export function trouble(problem, again) {
  return html`<div class="note lingon" role="alert" data-testid="trouble" data-code=${problem.code}>${icon("triangle-alert")}<div class="stack tight">
    <p>${sentence(problem)}</p>
    ${again ? html`<div><button class="button narrow" type="button" @click=${again}>${t("try-again")}</button></div>` : nothing}</div></div>`;
}

/**
 * The head of a page: its title, what it is for, and the one thing to do there.
 * @param {string} title
 * @param {{ words?: unknown, back?: { href: string, words: string }, action?: unknown }} [more]
 */
export function head(title, { words, back, action } = {}) {
  return html`<header class="view-head">
    ${back ? html`<a class="back" href=${back.href}>${icon("arrow-left")}${back.words}</a>` : nothing}
    <div class="view-title"><h1 tabindex="-1">${title}</h1>${action ?? nothing}</div>
    ${words ? html`<p class="soft lead">${words}</p>` : nothing}
  </header>`;
}

/**
 * Nothing is here yet: what it would be good for, and how to begin.
 * @param {IconName} shape
 * @param {string} title
 * @param {string} words
 * @param {unknown} [action]
 */
export function empty(shape, title, words, action) {
  return html`<div class="sheet-card empty" data-testid="empty">${icon(shape, "large")}<h2>${title}</h2><p class="soft">${words}</p>${action ?? nothing}</div>`;
}

/** @param {string} href @param {IconName} shape @param {string} words @param {string} [testid] @param {string} [look] */
export function linkButton(href, shape, words, testid, look = "main") {
  return html`<a class="button ${look}" href=${href} data-testid=${testid ?? nothing}>${icon(shape)}${words}</a>`;
}
