// Starting a round: in which order, how long, and whether the others are kept silent.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { act, may, theApp } from "./the_app.js";

/** @typedef {"random" | "least_spoken" | "roster" | "nomination"} Order */

const seconds = [30, 60, 90, 120, 180, 300];
const usualSeconds = 90;

class RoundDialog extends DialogElement {
  #order = signal(/** @type {Order} */ ("random"));
  #seconds = signal(usualSeconds);
  #enforced = signal(false);
  #first = signal("");

  /** @override */
  heading() {
    return t("round-start-title");
  }

  /** Who would speak, in the order in which they came: staff leads and is asked separately. */
  #people() {
    return theApp().state.here.value.filter(({ role }) => role === "participant" || role === "captioner");
  }

  /** @override */
  body() {
    const people = this.#people();
    /** @type {Order[]} */
    const orders = may("see_speaking_times") ? ["random", "least_spoken", "roster", "nomination"] : ["random", "roster", "nomination"];
    return html`<p>${t("round-start-words")}</p>
      <fieldset class="field"><legend class="small strong">${t("round-order")}</legend>
        <div class="stack tight">${orders.map((one) => html`<label class="tick"><input type="radio" name="order" value=${one} data-testid="round-order-${one}"
          .checked=${live(this.#order.value === one)} @change=${() => (this.#order.value = one)} /><span>${t(`round-order-${one.replace("_", "-")}`)}</span></label>`)}</div></fieldset>
      ${this.#order.value === "nomination" ? html`<div class="field"><label for="round-first">${t("round-first")}</label>
        <select id="round-first" data-testid="round-first" .value=${live(this.#first.value || (people[0]?.id ?? ""))} @change=${this.#firstChosen}>
          ${people.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></div>` : nothing}
      <div class="field"><label for="round-seconds">${t("round-seconds")}</label>
        <select id="round-seconds" data-testid="round-seconds" .value=${live(String(this.#seconds.value))} @change=${this.#secondsChosen}>
          ${seconds.map((one) => html`<option value=${one}>${one < 60 ? t("seconds", { count: one }) : one % 60 === 0 ? t("minutes", { count: one / 60 }) : t("minutes-and-half", { count: Math.floor(one / 60) })}</option>`)}</select></div>
      <label class="tick"><input type="checkbox" data-testid="round-enforced" .checked=${live(this.#enforced.value)} @change=${() => (this.#enforced.value = !this.#enforced.peek())} /><span>${t("round-enforced")}</span></label>
      <div class="dialog-foot">
        <button class="button quiet" type="button" @click=${() => this.close()}>${t("cancel")}</button>
        <button class="button main" type="button" data-testid="round-start" @click=${this.#start}>${t("round-start")}</button>
      </div>`;
  }

  /** @param {Event} event */
  #firstChosen = ({ target }) => {
    if (target instanceof HTMLSelectElement) this.#first.value = target.value;
  };

  /** @param {Event} event */
  #secondsChosen = ({ target }) => {
    if (target instanceof HTMLSelectElement) this.#seconds.value = Number(target.value);
  };

  #start = () => {
    act({ type: "round_start", plan: { order: this.#ordered(), seconds: this.#seconds.peek(), enforced: this.#enforced.peek() } });
    this.close();
  };

  /** @returns {import("../protocol/types.js").RoundOrder} */
  #ordered() {
    const people = this.#people();
    switch (this.#order.peek()) {
      case "roster": return { by: "list", participants: people.map(({ id }) => id) };
      case "nomination": return { by: "nomination", first: this.#first.peek() || (people[0]?.id ?? "") };
      case "least_spoken": return { by: "least_spoken" };
      case "random": return { by: "random" };
    }
  }
}

customElements.define("koronailta-round-dialog", RoundDialog);
