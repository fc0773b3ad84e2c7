// Making a poll: what is asked, how it is answered, when the answers are shown.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";
import { forgetUnsent, keepUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").PollKind} PollKind */
/** @typedef {import("../protocol/types.js").PollResults} PollResults */

/** @type {readonly PollKind[]} */
const kinds = ["single", "multiple", "scale", "word"];
/** @type {readonly PollResults[]} */
const whens = ["at_close", "live"];

class PollDialog extends DialogElement {
  #kind = signal(kinds.find((one) => one === unsent("new-poll kind")) ?? "single");
  #results = signal(whens.find((one) => one === unsent("new-poll results")) ?? "at_close");
  #problem = signal("");

  /** @override */
  heading() {
    return t("poll-make");
  }

  /** @override */
  body() {
    const running = theApp().state.poll.value !== null;
    const kind = this.#kind.value;
    return html`<form class="stack" @submit=${this.#open}>
      <div class="field"><label for="poll-question">${t("poll-question")}</label>
        <textarea id="poll-question" rows="2" maxlength="400" data-testid="poll-question" ${written("new-poll question")} required></textarea></div>
      ${this.#choice("poll-kind", kinds, (one) => t(`poll-kind-${one}`), kind, (one) => choose(this.#kind, "new-poll kind", one))}
      ${kind === "single" || kind === "multiple" ? html`<div class="field"><label for="poll-options">${t("poll-options")}</label>
        <textarea id="poll-options" rows="4" data-testid="poll-options" ${written("new-poll options")}></textarea></div>` : nothing}
      ${kind === "scale" ? html`<div class="field"><label for="poll-ends">${t("poll-ends")}</label>
        <textarea id="poll-ends" rows="2" data-testid="poll-ends" ${written("new-poll ends")}></textarea></div>` : nothing}
      ${this.#choice("poll-results", whens, (one) => t(`poll-results-${one.replace("_", "-")}`), this.#results.value, (one) => choose(this.#results, "new-poll results", one))}
      <p class="small soft">${t("poll-make-words")}</p>
      <p class="small strong" role="status" data-testid="poll-running">${running ? t("poll-running-meanwhile") : ""}</p>
      <p class="problem" role="alert">${this.#problem.value}</p>
      <div class="dialog-foot"><button class="button quiet" type="button" @click=${() => this.close()}>${t("cancel")}</button>
        <button class="button main" type="submit" data-testid="poll-open" aria-disabled=${running ? "true" : "false"}>${t("poll-open")}</button></div>
    </form>`;
  }

  /**
   * @template {string} T
   * @param {string} key @param {readonly T[]} all @param {(one: T) => string} word @param {T} chosen @param {(one: T) => void} choose
   */
  #choice(key, all, word, chosen, choose) {
    return html`<fieldset class="field"><legend class="small strong">${t(key)}</legend><div class="choice">
      ${all.map((one) => html`<label><input type="radio" name=${key} value=${one} data-testid="${key}-${one}" .checked=${live(one === chosen)} @change=${() => choose(one)} /><span>${word(one)}</span></label>`)}
    </div></fieldset>`;
  }

  /** @param {SubmitEvent} event */
  async #open(event) {
    event.preventDefault();
    if (theApp().state.poll.peek()) return;
    const text = (/** @type {string} */ id) => {
      const field = this.querySelector(`#${id}`);
      return field instanceof HTMLTextAreaElement ? field.value : "";
    };
    const lines = (/** @type {string} */ words) => words.split("\n").map((line) => line.trim()).filter(Boolean);
    const kind = this.#kind.peek();
    const options = kind === "word" ? [] : lines(text(kind === "scale" ? "poll-ends" : "poll-options"));
    const result = await theApp().dispatch({ type: "poll_open", plan: { question: text("poll-question"), kind, options, results: this.#results.peek() } });
    if (result.ok) {
      forgetUnsent("new-poll");
      this.close();
    } else this.#problem.value = sentence(result.problem);
  }
}

/** @template {string} T @param {import("../vendor/signals.js").Signal<T>} choice @param {string} key @param {T} one */
function choose(choice, key, one) {
  choice.value = one;
  keepUnsent(key, one);
}

customElements.define("koronailta-poll-dialog", PollDialog);
