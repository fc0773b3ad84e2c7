// Three questions after an evening, answered without a name.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

const storageKey = "koronailta.feedback-given";
const grades = [1, 2, 3, 4, 5];

/** @param {string} evening */
function given(evening) {
  try {
    return localStorage.getItem(storageKey) === evening;
  } catch {
    return false;
  }
}

export class FeedbackElement extends WatchingElement {
  #answers = signal(/** @type {{ useful: number | null, ease: number | null }} */ ({ useful: null, ease: null }));
  #state = signal(/** @type {"asking" | "sending" | "given"} */ ("asking"));
  #problem = signal("");

  /** @override */
  connected() {
    if (given(theApp().state.evening.peek()?.evening ?? "")) this.#state.value = "given";
  }

  /** @override */
  render() {
    const { evening } = theApp().state;
    if (!evening.value || evening.value.starts_at > Date.now()) return nothing;
    if (this.#state.value === "given") return html`<p class="row" role="status" data-testid="feedback-thanks">${icon("heart")}${t("feedback-thanks")}</p>`;
    return html`<form class="feedback" data-testid="feedback" @submit=${this.#send}>
      <div class="stack tight"><h2>${t("feedback-title")}</h2><p class="small soft">${t("feedback-words")}</p></div>
      ${this.#grade("useful")} ${this.#grade("ease")}
      <div class="field"><label for="feedback-words">${t("feedback-wish")}</label><textarea id="feedback-words" rows="3" maxlength="2000" aria-describedby="feedback-wish-hint" data-testid="feedback-wish"></textarea><p class="small soft" id="feedback-wish-hint">${t("feedback-wish-hint")}</p></div>
      <p class="problem" role="alert">${this.#problem.value}</p>
      <div><button class="button dusk" type="submit" data-testid="feedback-send" aria-disabled=${this.#state.value === "sending" ? "true" : "false"}>${t("feedback-send")}</button></div>
    </form>`;
  }

  /** @param {"useful" | "ease"} which */
  #grade(which) {
    return html`<fieldset class="field"><legend class="strong">${t(`feedback-${which}`)}</legend>
      <div class="grades">
        ${grades.map((grade) => html`<label><input type="radio" name=${which} value=${grade} data-testid="feedback-${which}-${grade}" .checked=${live(this.#answers.value[which] === grade)}
          @change=${() => (this.#answers.value = { ...this.#answers.peek(), [which]: grade })} /><span>${grade}</span></label>`)}
        <span class="small soft least">${t("feedback-least")}</span><span class="small soft most">${t(which === "ease" ? "feedback-most-easy" : "feedback-most")}</span></div></fieldset>`;
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const words = this.querySelector("textarea")?.value.trim() ?? "";
    const { useful, ease } = this.#answers.peek();
    if (this.#state.peek() !== "asking") return;
    if (useful === null && ease === null && words === "") {
      this.#problem.value = t("feedback-empty");
      return;
    }
    this.#state.value = "sending";
    const result = await theApp().dispatch({ type: "give_feedback", useful, ease, words: words === "" ? null : words });
    if (!result.ok && result.problem.code !== "feedback_given") {
      this.#state.value = "asking";
      this.#problem.value = sentence(result.problem);
      return;
    }
    this.#state.value = "given";
    try {
      localStorage.setItem(storageKey, theApp().state.evening.peek()?.evening ?? "");
    } catch {
      // Then the server alone remembers, for a while.
    }
  }
}

customElements.define("koronailta-feedback", FeedbackElement);
