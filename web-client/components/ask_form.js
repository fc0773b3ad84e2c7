// Asking the advisors something: in the room, while one waits, and before the doors open.
import { html, live } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { randomId } from "../protocol/ids.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

let count = 0;

export class AskFormElement extends WatchingElement {
  /** @override */
  static properties = { ahead: { type: Boolean } };

  #id = `ask-${(count += 1)}`;
  /** The same until the question has arrived: sent again, it is still one question. */
  #key = randomId();
  #named = signal(false);
  #sending = signal(false);
  #said = signal(/** @type {{ key: string, params: Record<string, string | number>, good: boolean } | null} */ (null));

  constructor() {
    super();
    /** There is no room to ask in: it goes by the link alone. */
    this.ahead = false;
  }

  /** @override */
  render() {
    const { evening, link } = theApp().state;
    const mayBeNamed = !this.ahead || Boolean(link.value?.personal);
    const said = this.#said.value;
    return html`<form class="ask" data-testid="ask-form" @submit=${this.#send}>
      <div class="field"><label for=${this.#id}>${t("questions-ask")}</label>
        <textarea id=${this.#id} rows="2" maxlength="1000" data-testid="ask-text" aria-describedby="${this.#id}-hint" @input=${() => (this.#said.value = null)}></textarea></div>
      ${mayBeNamed ? html`<label class="tick"><input type="checkbox" data-testid="ask-named" .checked=${live(this.#named.value)}
        @change=${() => (this.#named.value = !this.#named.peek())} /><span>${t("questions-with-name")}</span></label>` : ""}
      <p class="small soft" id="${this.#id}-hint">${t(mayBeNamed && this.#named.value ? "questions-name-hint" : "questions-nobody-hint")}
        ${evening.value?.encrypted ? t("questions-readable") : ""}</p>
      <div class="row"><button class="button" type="submit" data-testid="ask-send" aria-disabled=${this.#sending.value ? "true" : "false"}>${icon("send")}${t("questions-send")}</button></div>
      <p role="status" class=${said?.good ? "soft" : "problem"} data-testid="ask-said">${said ? sentence(said) : ""}</p>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const field = this.querySelector("textarea");
    const text = field?.value.trim() ?? "";
    if (!field || text === "" || this.#sending.peek()) return;
    this.#sending.value = true;
    const by = this.#named.peek() ? /** @type {const} */ ("name") : /** @type {const} */ ("nobody");
    const result = await theApp().dispatch({ type: this.ahead ? "ask_ahead" : "question_ask", key: this.#key, text, by });
    this.#sending.value = false;
    if (!result.ok) {
      // Other words under the same key would be taken for a mistake; a refused question was not kept.
      if (result.problem.code !== "unreachable" && result.problem.code !== "internal") this.#key = randomId();
      this.#said.value = { ...result.problem, good: false };
      return;
    }
    this.#key = randomId();
    field.value = "";
    this.#said.value = { key: "questions-sent", params: {}, good: true };
  }
}

/** On the quiet pages: closed until somebody wants it. @param {boolean} ahead */
export function foldedAskForm(ahead) {
  return html`<details class="fold" data-testid="open-ask"><summary>${icon("circle-help")}${t("questions-fold")}${icon("chevron-down", "chevron")}</summary>
    <koronailta-ask-form ?ahead=${ahead}></koronailta-ask-form></details>`;
}

customElements.define("koronailta-ask-form", AskFormElement);
