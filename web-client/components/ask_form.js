// Asking the advisors something: in the room, while one waits, and before the doors open.
import { html, live } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { randomId } from "../protocol/ids.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";
import { atVisitEnd, forgetUnsent, unsent, written } from "./unsent.js";

let count = 0;

/** Of the question that is being written, wherever the form stands: in the lobby, then in the room. */
const question = {
  /** The same until the question has arrived: sent again, it is still one question. */
  key: randomId(),
  named: signal(false),
  sending: signal(false),
  said: signal(/** @type {{ key: string, params: Record<string, string | number>, good: boolean } | null} */ (null)),
};

function another() {
  question.key = randomId();
  question.named.value = false;
}

atVisitEnd(another);

export class AskFormElement extends WatchingElement {
  /** @override */
  static properties = { ahead: { type: Boolean } };

  #id = `ask-${(count += 1)}`;

  constructor() {
    super();
    /** There is no room to ask in: it goes by the link alone. */
    this.ahead = false;
  }

  /** @override */
  connected() {
    question.said.value = null;
  }

  /** @override */
  render() {
    const { evening, link } = theApp().state;
    const mayBeNamed = !this.ahead || Boolean(link.value?.personal);
    const said = question.said.value;
    return html`<form class="ask" data-testid="ask-form" @submit=${this.#send}>
      <div class="field"><label for=${this.#id}>${t("questions-ask")}</label>
        <textarea id=${this.#id} rows="2" maxlength="1000" data-testid="ask-text" aria-describedby="${this.#id}-hint" ${written("ask")} @input=${() => (question.said.value = null)}></textarea></div>
      ${mayBeNamed ? html`<label class="tick"><input type="checkbox" data-testid="ask-named" .checked=${live(question.named.value)}
        @change=${() => (question.named.value = !question.named.peek())} /><span>${t("questions-with-name")}</span></label>` : ""}
      <p class="small soft" id="${this.#id}-hint">${t(mayBeNamed && question.named.value ? "questions-name-hint" : "questions-nobody-hint")}
        ${evening.value?.encrypted ? t("questions-readable") : ""}</p>
      <div class="row"><button class="button" type="submit" data-testid="ask-send" aria-disabled=${question.sending.value ? "true" : "false"}>${icon("send")}${t("questions-send")}</button></div>
      <p role="status" class=${said?.good ? "soft" : "problem"} data-testid="ask-said">${said ? sentence(said) : ""}</p>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const text = unsent("ask").trim();
    if (text === "" || question.sending.peek()) return;
    question.sending.value = true;
    const by = question.named.peek() ? /** @type {const} */ ("name") : /** @type {const} */ ("nobody");
    const result = await theApp().dispatch({ type: this.ahead ? "ask_ahead" : "question_ask", key: question.key, text, by });
    question.sending.value = false;
    if (!result.ok) {
      const { code } = result.problem;
      // Other words under the same key would be taken for a mistake; a refused question was not kept.
      if (code !== "unreachable" && code !== "internal") question.key = randomId();
      question.said.value = code === "message_conflict" ? { key: "questions-arrived-before", params: {}, good: false } : { ...result.problem, good: false };
      return;
    }
    another();
    forgetUnsent("ask", text);
    question.said.value = { key: "questions-sent", params: {}, good: true };
  }
}

/** Closed until somebody wants it: on the quiet pages, and for who answers.
 * @param {{ ahead?: boolean, open?: boolean, key?: string }} [how] */
export function foldedAskForm({ ahead = false, open = false, key = "questions-fold" } = {}) {
  return html`<details class="fold" data-testid="open-ask" ?open=${open}><summary>${icon("circle-help")}${t(key)}${icon("chevron-down", "chevron")}</summary>
    <koronailta-ask-form ?ahead=${ahead}></koronailta-ask-form></details>`;
}

customElements.define("koronailta-ask-form", AskFormElement);
