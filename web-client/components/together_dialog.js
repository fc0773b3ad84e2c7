// Several people before one device say who they are: shown in the tile and the list of people while the evening lasts.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

/** @typedef {import("../state/types.js").Problem} Problem */

class TogetherDialog extends DialogElement {
  #names = signal(written());
  #place = signal(theApp().state.you.peek()?.together?.place ?? "");
  /** How many names are shown now; null: nothing was sent yet. */
  #shown = signal(/** @type {number | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));

  /** @override */
  heading() {
    return t("together-title");
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    const shown = this.#shown.value;
    return html`<p>${t("together-words")}</p>
      <form class="stack" novalidate @submit=${this.#show}>
        <div class="field"><label for="together-names">${t("together-names")}</label><textarea id="together-names" rows="3" maxlength="700" data-testid="together-names" .value=${live(this.#names.value)} @input=${(/** @type {Event} */ event) => (this.#names.value = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>
        <div class="field"><label for="together-place">${t("together-place")}</label><input id="together-place" type="text" maxlength="80" autocomplete="off" data-testid="together-place" aria-describedby="together-place-hint" .value=${live(this.#place.value)} @input=${(/** @type {Event} */ event) => (this.#place.value = /** @type {HTMLInputElement} */ (event.target).value)} />
          <p class="soft small" id="together-place-hint">${t("together-place-hint")}</p></div>
        ${problem ? html`<p class="note lingon" role="alert" data-testid="together-problem">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
        <div role="status">${shown === null ? nothing : html`<p class="note" data-testid="together-done" data-count=${shown}>${icon("check")}<span>${t(shown === 0 ? "together-hidden" : "together-shown")}</span></p>`}</div>
        <div class="dialog-foot">
          <button class="button quiet" type="button" data-testid="together-hide" @click=${() => void this.#send([])}>${t("together-hide")}</button>
          <button class="button main" type="submit" data-testid="together-show">${t("together-show")}</button></div>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  #show = (event) => {
    event.preventDefault();
    const names = this.#names.peek().split("\n").map((one) => one.trim()).filter(Boolean);
    if (names.length > 0) void this.#send(names);
  };

  /** @param {string[]} names */
  async #send(names) {
    const result = await theApp().dispatch({ type: "sit_together", place: this.#place.peek().trim() || null, names });
    this.#problem.value = result.ok ? null : result.problem;
    this.#shown.value = result.ok ? names.length : null;
  }
}

/** What was said already, or one's own name to begin with. */
function written() {
  const you = theApp().state.you.peek();
  return (you?.together?.names ?? [you?.name ?? ""]).join("\n");
}

customElements.define("koronailta-together-dialog", TogetherDialog);
