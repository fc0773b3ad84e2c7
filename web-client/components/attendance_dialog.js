// The list of who was there: one writes oneself and those beside one on it, or stays off it. Nobody is on it who has not agreed.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { hereAt } from "../protocol/here.js";
import { problemFrom } from "../protocol/problem.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

/** @typedef {import("../state/types.js").Problem} Problem */

class AttendanceDialog extends DialogElement {
  #names = signal((theApp().state.you.peek()?.together?.names ?? [theApp().state.you.peek()?.name ?? ""]).join("\n"));
  #place = signal(theApp().state.you.peek()?.together?.place ?? "");
  /** How many names are on the list now; null: nothing was sent yet. */
  #listed = signal(/** @type {number | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);

  /** @override */
  heading() {
    return t("seat-title");
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    const listed = this.#listed.value;
    return html`<p>${t("seat-words")}</p>
      <form class="stack" novalidate @submit=${this.#agree}>
        <div class="field"><label for="seat-names">${t("seat-names")}</label><textarea id="seat-names" rows="3" maxlength="1200" data-testid="seat-names" aria-describedby="seat-names-hint" .value=${live(this.#names.value)} @input=${(/** @type {Event} */ event) => (this.#names.value = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
          <p class="soft small" id="seat-names-hint">${t("seat-names-hint")}</p></div>
        <div class="field"><label for="seat-place">${t("seat-place")}</label><input id="seat-place" type="text" maxlength="120" autocomplete="off" data-testid="seat-place" .value=${live(this.#place.value)} @input=${(/** @type {Event} */ event) => (this.#place.value = /** @type {HTMLInputElement} */ (event.target).value)} /></div>
        ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
        <div role="status">${listed === null ? nothing : html`<p class="note" data-testid="seat-listed" data-count=${listed}>${icon("check")}<span>${t(listed === 0 ? "seat-off" : "seat-on", { count: listed })}</span></p>`}</div>
        <div class="dialog-foot">
          <button class="button quiet" type="button" data-testid="seat-remove" @click=${() => void this.#send([])}>${t("seat-remove")}</button>
          <button class="button main" type="submit" data-testid="seat-agree" aria-disabled=${this.#busy.value ? "true" : "false"}>${t("seat-agree")}</button></div>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  #agree = (event) => {
    event.preventDefault();
    const names = this.#names.peek().split("\n").map((one) => one.trim()).filter(Boolean);
    if (names.length > 0) void this.#send(names);
  };

  /** @param {string[]} names */
  async #send(names) {
    const evening = theApp().state.evening.peek()?.evening;
    const api = evening ? hereAt(evening) : null;
    if (this.#busy.peek()) return;
    if (!api) {
      this.#problem.value = problemFrom(null);
      return;
    }
    this.#busy.value = true;
    const place = this.#place.peek().trim() || null;
    /** @type {import("../protocol/api.js").Answer<{ names: string[] }>} */
    const answer = await api.ask(`evenings/${evening}/attendance`, { method: "PUT", body: { names, place } });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) this.#listed.value = answer.value.names.length;
  }
}

customElements.define("koronailta-attendance-dialog", AttendanceDialog);
