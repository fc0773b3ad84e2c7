// Questions to the advisors: everybody asks and says what they want to hear, the advisors answer.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { inOrder, mergedInto } from "../state/guidance.js";
import { foldedAskForm } from "./ask_form.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { linked } from "./linked.js";
import { act, may, theApp } from "./the_app.js";
import { panel } from "./ui_state.js";
import { atVisitEnd, forgetUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").Question} Question */
/** @typedef {import("../protocol/types.js").DismissReason} DismissReason */
/** @typedef {import("../protocol/types.js").KeptFor} KeptFor */

/** What an advisor does with a question in a form of its own.
 * @typedef {"answer" | "merge" | "dismiss" | "keep" | "erase"} Doing */

/** @type {readonly DismissReason[]} */
const reasons = ["personal", "off_topic", "no_time", "unkind"];

/** The narrower one first: it is what stands there unless an advisor says otherwise.
 * @type {readonly KeptFor[]} */
const audiences = ["members", "everybody"];

/** Questions that wait for an answer, for the badge. */
export function waitingQuestions() {
  return theApp().state.questions.value.filter(({ state }) => state.type === "open" || state.type === "now").length;
}

/** The question that an advisor is busy with, what they do with it, and the answer that they have before them: what another
 * advisor sends meanwhile takes nobody's place unseen. `replaces`: they were told of it.
 * @type {import("../vendor/signals.js").Signal<{ id: string, doing: Doing, instead: string | null, replaces?: boolean } | null>} */
const busy = signal(null);
atVisitEnd(() => (busy.value = null));

/** The written answer of a question. @param {Question | undefined} question */
function answerOf(question) {
  return question?.state.type === "written" ? question.state.text : null;
}

/** The answer that stood there when the words that somebody has not sent were begun. @type {Map<string, string | null>} */
const begunUpon = new Map();
atVisitEnd(() => begunUpon.clear());

/** The answer that one has before one, and whether older words that are still there would take its place.
 * @param {Question} one */
function opened(one) {
  const instead = answerOf(one);
  if (unsent(`answer ${one.id}`) === "") begunUpon.set(one.id, instead);
  return { instead, replaces: instead !== null && begunUpon.get(one.id) !== instead };
}

export class QuestionsElement extends WatchingElement {
  /** Whoever answers seldom asks; but what they have begun is before them. */
  #asks = unsent("ask") !== "";

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
      <div class="compose">${may("answer_questions") ? foldedAskForm({ open: this.#asks, key: "questions-ask-oneself" }) : html`<koronailta-ask-form></koronailta-ask-form>`}</div>
    </section>`;
  }

  /** @param {Question} one @param {readonly Question[]} all */
  #question(one, all) {
    const { state } = one;
    const over = state.type === "written" || state.type === "spoken" || state.type === "dismissed";
    return html`<article class="question ${state.type}" data-testid="question" data-question=${one.id} data-state=${state.type} aria-label=${one.text || t("question-erased")}>
      ${state.type === "now" ? html`<p class="pill lamp">${icon("speech")}${t("question-now")}</p>` : nothing}
      <p class="words" dir="auto">${one.text ? linked(one.text) : t("question-erased")}</p>
      ${repeat(mergedInto(all, one.id), ({ id }) => id, (also) => this.#also(also))}
      <p class="small soft">${one.name === null ? t("question-nobody") : html`<bdi>${one.name}</bdi>`}</p>
      ${state.type === "written" ? html`<div class="answer"><p class="small strong">${t("question-answered-by", { name: state.by })}</p><p class="words" dir="auto">${linked(state.text)}</p></div>` : nothing}
      ${state.type === "spoken" ? html`<p class="small strong">${icon("check")} ${t("question-spoken")}</p>` : nothing}
      ${state.type === "dismissed" ? html`<p class="small strong">${t(`question-dismissed-${state.reason.replace("_", "-")}`)}</p>` : nothing}
      ${over ? nothing : this.#vote(one)}
      ${may("answer_questions") ? this.#tools(one) : nothing}
    </article>`;
  }

  /** What was asked in other words; where they hurt somebody an advisor erases them. @param {Question} one */
  #also(one) {
    return html`<div class="also" data-testid="question-also"><p class="small soft" dir="auto">${t("question-also", { text: one.text })}</p>
      ${!may("answer_questions") ? nothing : busy.value?.id === one.id ? this.#doing(one, "erase")
        : html`<button class="button narrow quiet" type="button" data-testid="question-erase" aria-label="${t("question-erase")}: ${one.text}"
          @click=${() => (busy.value = { id: one.id, doing: "erase", instead: null })}>${icon("trash-2")}${t("question-erase")}</button>`}</div>`;
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
    const doing = busy.value?.id === id ? busy.value.doing : null;
    if (doing) return this.#doing(one, doing);
    if (state.type === "dismissed") {
      return one.text === "" ? nothing : html`<div class="row">${this.#tool("undo-2", "question-reopen", () => act({ type: "question_reopen", question: id, instead_of: answerOf(one) }))}</div>`;
    }
    const open = state.type === "open" || state.type === "now";
    const start = (/** @type {Doing} */ doing) => () => (busy.value = { id, doing, ...opened(one) });
    return html`<div class="row tight">
      ${state.type === "open" ? this.#tool("speech", "question-take", () => act({ type: "question_now", question: id })) : nothing}
      ${this.#tool("message-circle", state.type === "written" ? "question-correct" : "question-write", start("answer"))}
      ${open ? this.#tool("check", "question-done", () => act({ type: "question_answer", question: id, text: null, instead_of: null })) : nothing}
      ${open ? this.#tool("equal", "question-merge", start("merge")) : nothing}
      ${open ? this.#tool("x", "question-dismiss", start("dismiss")) : nothing}
      ${state.type === "written" && one.kept_for === null ? this.#tool("globe", "question-publish", start("keep")) : nothing}
      ${one.kept_for === null ? nothing : html`<button class="button narrow" type="button" data-testid="question-kept" aria-pressed="true" data-for=${one.kept_for}
        @click=${() => act({ type: "question_publish", question: id, kept_for: null })}>${icon("check")}${t(`question-kept-${one.kept_for}`)}</button>`}
      ${open ? nothing : this.#tool("undo-2", "question-reopen", () => act({ type: "question_reopen", question: id, instead_of: answerOf(one) }))}
    </div>`;
  }

  /** @param {import("./icon.js").IconName} shape @param {string} key @param {() => void} run */
  #tool(shape, key, run) {
    return html`<button class="button narrow" type="button" data-testid=${key} @click=${run}>${icon(shape)}${t(key)}</button>`;
  }

  /** @param {Question} one @param {Doing} doing */
  #doing(one, doing) {
    const field = `question-${doing}-${one.id}`;
    const back = () => (busy.value = null);
    const replaces = doing === "answer" && busy.value?.replaces && answerOf(one) === busy.value.instead;
    const overtaken = doing === "answer" && answerOf(one) !== null && answerOf(one) !== busy.value?.instead;
    const others = inOrder(theApp().state.questions.value).filter(({ id, state }) => id !== one.id && (state.type === "open" || state.type === "now"));
    return html`<form class="stack tight" @submit=${(/** @type {SubmitEvent} */ event) => this.#finish(event, one, doing)}>
      <p class="small strong" role="status" data-testid="question-overtaken">${overtaken || replaces ? t("question-overtaken") : ""}</p>
      ${doing === "erase" ? html`<p class="small">${t("question-erase-words")}</p>` : html`<div class="field"><label for=${field}>${t(`question-${doing}-label`)}</label>
        ${doing === "answer" ? html`<textarea id=${field} rows="4" maxlength="4000" data-testid="question-answer-text" ${written(`answer ${one.id}`, answerOf(one) ?? "")}></textarea>` : nothing}
        ${doing === "merge" ? html`<select id=${field} required data-testid="question-merge-into"><option value="">–</option>${repeat(others, ({ id }) => id, ({ id, text }) => html`<option value=${id}>${text.slice(0, 80)}</option>`)}</select>` : nothing}
        ${doing === "dismiss" ? html`<select id=${field} data-testid="question-reason">${reasons.map((reason) => html`<option value=${reason}>${t(`question-reason-${reason.replace("_", "-")}`)}</option>`)}</select>` : nothing}
        ${doing === "keep" ? html`<select id=${field} data-testid="question-keep-for">${audiences.map((one) => html`<option value=${one}>${t(`question-keep-${one}`)}</option>`)}</select>` : nothing}
      </div>`}
      <div class="row"><button class="button ${doing === "erase" ? "danger" : "main"} narrow" type="submit" data-testid="question-finish">${t(replaces ? "question-answer-replace" : `question-${doing}-send`)}</button>
        <button class="button narrow quiet" type="button" data-testid="question-back" @click=${back}>${t("cancel")}</button></div>
    </form>`;
  }

  /** @param {SubmitEvent} event @param {Question} one @param {Doing} doing */
  async #finish(event, one, doing) {
    event.preventDefault();
    const field = event.target instanceof HTMLFormElement ? event.target.querySelector("textarea, select") : null;
    const value = field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value.trim() : "";
    if (value === "" && doing !== "erase") return;
    const question = one.id;
    const result = await theApp().dispatch(
      doing === "answer" ? { type: "question_answer", question, text: value, instead_of: busy.peek()?.instead ?? null }
      : doing === "merge" ? { type: "question_merge", question, into: value }
      : doing === "keep" ? { type: "question_publish", question, kept_for: /** @type {KeptFor} */ (value) }
      : { type: "question_dismiss", question, reason: doing === "erase" ? "unkind" : /** @type {DismissReason} */ (value) },
    );
    const doingStill = busy.peek()?.id === question;
    if (result.ok) {
      if (doing === "answer") forgetUnsent(`answer ${question}`, value);
      if (doingStill) busy.value = null;
    } else if (result.problem.code === "question_answered" && doingStill) {
      // Pressed once more, it takes the place of what stands there now.
      // (Where it was to be left out or merged, the answer stands there instead.)
      const instead = answerOf(theApp().state.questions.peek().find(({ id }) => id === question));
      busy.value = doing === "answer" ? { id: question, doing, instead, replaces: instead !== null } : null;
    }
  }
}

customElements.define("koronailta-questions", QuestionsElement);
