// Questions to the advisors: everybody asks and says what they want to hear, the advisors answer.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { inOrder, mergedInto } from "../state/guidance.js";
import "./ask_form.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { linked } from "./linked.js";
import { act, may, theApp } from "./the_app.js";
import { panel } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").Question} Question */
/** @typedef {import("../protocol/types.js").DismissReason} DismissReason */
/** @typedef {import("../protocol/types.js").KeptFor} KeptFor */

/** What an advisor does with a question in a form of its own.
 * @typedef {"answer" | "merge" | "dismiss" | "keep"} Doing */

/** @type {readonly DismissReason[]} */
const reasons = ["personal", "off_topic", "no_time", "unkind"];

/** The narrower one first: it is what stands there unless an advisor says otherwise.
 * @type {readonly KeptFor[]} */
const audiences = ["members", "everybody"];

/** Questions that wait for an answer, for the badge. */
export function waitingQuestions() {
  return theApp().state.questions.value.filter(({ state }) => state.type === "open" || state.type === "now").length;
}

export class QuestionsElement extends WatchingElement {
  /** The question that an advisor is busy with, what they do with it, and the text the form began with: what another
   * advisor sends meanwhile does not take the place of what is being written.
   * @type {import("../vendor/signals.js").Signal<{ id: string, doing: Doing, text: string } | null>} */
  #busy = signal(null);

  /** @override */
  firstUpdated() {
    this.querySelector("h2")?.focus();
  }

  /** @override */
  render() {
    const all = theApp().state.questions.value;
    const questions = inOrder(all);
    return html`<section class="panel" aria-labelledby="questions-title" data-testid="questions">
      <div class="panel-head">
        <h2 id="questions-title" tabindex="-1">${t("questions-title")}</h2>
        <button class="button quiet round" type="button" aria-label=${t("close")} @click=${() => (panel.value = "none")}>${icon("x")}</button>
      </div>
      <div class="panel-scroll" tabindex="0" role="group" aria-labelledby="questions-title">
        ${questions.length === 0 ? html`<p class="empty">${t("questions-empty")}</p>` : nothing}
        <ul class="questions">${repeat(questions, ({ id }) => id, (one) => html`<li>${this.#question(one, all)}</li>`)}</ul>
      </div>
      <div class="compose"><koronailta-ask-form></koronailta-ask-form></div>
    </section>`;
  }

  /** @param {Question} one @param {readonly Question[]} all */
  #question(one, all) {
    const { state } = one;
    const over = state.type === "written" || state.type === "spoken" || state.type === "dismissed";
    return html`<article class="question ${state.type}" data-testid="question" data-question=${one.id} data-state=${state.type} aria-label=${one.text || t("question-erased")}>
      ${state.type === "now" ? html`<p class="pill lamp">${icon("speech")}${t("question-now")}</p>` : nothing}
      <p class="words" dir="auto">${one.text ? linked(one.text) : t("question-erased")}</p>
      ${mergedInto(all, one.id).map((text) => html`<p class="small soft" dir="auto">${t("question-also", { text })}</p>`)}
      <p class="small soft">${one.name === null ? t("question-nobody") : html`<bdi>${one.name}</bdi>`}</p>
      ${state.type === "written" ? html`<div class="answer"><p class="small strong">${t("question-answered-by", { name: state.by })}</p><p class="words" dir="auto">${linked(state.text)}</p></div>` : nothing}
      ${state.type === "spoken" ? html`<p class="small strong">${icon("check")} ${t("question-spoken")}</p>` : nothing}
      ${state.type === "dismissed" ? html`<p class="small strong">${t(`question-dismissed-${state.reason.replace("_", "-")}`)}</p>` : nothing}
      ${over ? nothing : this.#vote(one)}
      ${may("answer_questions") ? this.#tools(one) : nothing}
    </article>`;
  }

  /** @param {Question} one */
  #vote(one) {
    const on = theApp().state.voted.value.has(one.id);
    return html`<button class="reaction" type="button" data-testid="question-vote" aria-pressed=${on ? "true" : "false"}
      aria-label=${t("question-vote-count", { count: one.votes })}
      @click=${() => act({ type: "question_vote", question: one.id, on: !on })}>${icon(on ? "check" : "hand")}<span>${t("question-vote")} ${one.votes > 0 ? one.votes : ""}</span></button>`;
  }

  /** @param {Question} one */
  #tools(one) {
    const { state, id } = one;
    const busy = this.#busy.value?.id === id ? this.#busy.value.doing : null;
    if (busy) return this.#doing(one, busy);
    if (state.type === "dismissed") {
      return one.text === "" ? nothing : html`<div class="row">${this.#tool("undo-2", "question-reopen", () => act({ type: "question_reopen", question: id }))}</div>`;
    }
    const open = state.type === "open" || state.type === "now";
    const start = (/** @type {Doing} */ doing) => () => (this.#busy.value = { id, doing, text: state.type === "written" ? state.text : "" });
    return html`<div class="row tight">
      ${state.type === "open" ? this.#tool("speech", "question-take", () => act({ type: "question_now", question: id })) : nothing}
      ${open ? this.#tool("check", "question-done", () => act({ type: "question_answer", question: id, text: null })) : nothing}
      ${this.#tool("message-circle", state.type === "written" ? "question-correct" : "question-write", start("answer"))}
      ${open ? this.#tool("equal", "question-merge", start("merge")) : nothing}
      ${open ? this.#tool("x", "question-dismiss", start("dismiss")) : nothing}
      ${state.type === "written" && one.kept_for === null ? this.#tool("globe", "question-publish", start("keep")) : nothing}
      ${one.kept_for === null ? nothing : html`<button class="button narrow" type="button" data-testid="question-kept" aria-pressed="true" data-for=${one.kept_for}
        @click=${() => act({ type: "question_publish", question: id, kept_for: null })}>${icon("check")}${t(`question-kept-${one.kept_for}`)}</button>`}
      ${open ? nothing : this.#tool("undo-2", "question-reopen", () => act({ type: "question_reopen", question: id }))}
    </div>`;
  }

  /** @param {import("./icon.js").IconName} shape @param {string} key @param {() => void} run */
  #tool(shape, key, run) {
    return html`<button class="button narrow" type="button" data-testid=${key} @click=${run}>${icon(shape)}${t(key)}</button>`;
  }

  /** @param {Question} one @param {Doing} doing */
  #doing(one, doing) {
    const field = `question-${doing}-${one.id}`;
    const back = () => (this.#busy.value = null);
    const others = inOrder(theApp().state.questions.value).filter(({ id, state }) => id !== one.id && (state.type === "open" || state.type === "now"));
    return html`<form class="stack tight" @submit=${(/** @type {SubmitEvent} */ event) => this.#finish(event, one, doing)}>
      <div class="field"><label for=${field}>${t(`question-${doing}-label`)}</label>
        ${doing === "answer" ? html`<textarea id=${field} rows="4" maxlength="4000" data-testid="question-answer-text" .value=${this.#busy.value?.text ?? ""}></textarea>` : nothing}
        ${doing === "merge" ? html`<select id=${field} required data-testid="question-merge-into"><option value="">–</option>${repeat(others, ({ id }) => id, ({ id, text }) => html`<option value=${id}>${text.slice(0, 80)}</option>`)}</select>` : nothing}
        ${doing === "dismiss" ? html`<select id=${field} data-testid="question-reason">${reasons.map((reason) => html`<option value=${reason}>${t(`question-reason-${reason.replace("_", "-")}`)}</option>`)}</select>` : nothing}
        ${doing === "keep" ? html`<select id=${field} data-testid="question-keep-for">${audiences.map((one) => html`<option value=${one}>${t(`question-keep-${one}`)}</option>`)}</select>` : nothing}
      </div>
      <div class="row"><button class="button main narrow" type="submit" data-testid="question-finish">${t(`question-${doing}-send`)}</button>
        <button class="button narrow quiet" type="button" @click=${back}>${t("cancel")}</button></div>
    </form>`;
  }

  /** @param {SubmitEvent} event @param {Question} one @param {Doing} doing */
  async #finish(event, one, doing) {
    event.preventDefault();
    const field = event.target instanceof HTMLFormElement ? event.target.querySelector("textarea, select") : null;
    const value = field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value.trim() : "";
    if (value === "") return;
    const question = one.id;
    const result = await theApp().dispatch(
      doing === "answer" ? { type: "question_answer", question, text: value }
      : doing === "merge" ? { type: "question_merge", question, into: value }
      : doing === "keep" ? { type: "question_publish", question, kept_for: /** @type {KeptFor} */ (value) }
      : { type: "question_dismiss", question, reason: /** @type {DismissReason} */ (value) },
    );
    if (result.ok) this.#busy.value = null;
  }
}

customElements.define("koronailta-questions", QuestionsElement);
