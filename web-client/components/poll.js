// A poll: answered once, by nobody's name; and what came of it.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { pollTable } from "../state/guidance.js";
import { announce } from "./announce.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { act, may, theApp } from "./the_app.js";
import { atVisitEnd, forgetUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").OpenPoll} OpenPoll */
/** @typedef {import("../protocol/types.js").PollPlan} PollPlan */
/** @typedef {import("../protocol/types.js").PollTally} PollTally */
/** @typedef {import("../protocol/types.js").PollResult} PollResult */

const scale = [1, 2, 3, 4, 5];

/** What is ticked in the open poll and not sent yet, wherever it is shown: the stage may take it while one thinks.
 * @type {import("../vendor/signals.js").Signal<{ poll: string, chosen: ReadonlySet<number> }>} */
const ticked = signal({ poll: "", chosen: new Set() });
/** On its way. */
const sending = signal(false);
atVisitEnd(() => (ticked.value = { poll: "", chosen: new Set() }));

/** @param {string} poll @returns {ReadonlySet<number>} */
function tickedIn(poll) {
  const { poll: of, chosen } = ticked.value;
  return of === poll ? chosen : new Set();
}

export class PollElement extends WatchingElement {
  /** @override */
  static properties = { poll: { attribute: false } };

  constructor() {
    super();
    /** Of the one on the stage; in the room itself it is whichever is open, or was closed last. */
    this.poll = "";
  }

  /** Results that were put away here, by poll. @type {import("../vendor/signals.js").Signal<ReadonlySet<string>>} */
  #away = signal(new Set());
  /** The open poll that was answered and put away; its result comes all the same. */
  #thanked = signal("");

  /** @override */
  connected() {
    const { state } = theApp();
    // Who comes later has not been waiting for these.
    this.#away.value = new Set(state.pollResults.peek().map(({ poll }) => poll));
    let before = state.poll.peek()?.poll ?? "";
    this.watch(() => {
      const open = state.poll.value;
      if ((open?.poll ?? "") === before) return;
      before = open?.poll ?? "";
      if (open) announce(t("poll-asked", { question: open.plan.question }));
    });
  }

  /** @override */
  render() {
    const { poll, pollResults, stage } = theApp().state;
    const staged = stage.value?.type === "poll" ? stage.value.poll : "";
    if (this.poll !== "") return this.#staged(poll.value, pollResults.value);
    const last = pollResults.value.at(-1);
    if (poll.value) return poll.value.poll === staged || (poll.value.answered && this.#thanked.value === poll.value.poll) ? nothing : this.#open(poll.value);
    return last && last.poll !== staged && !this.#away.value.has(last.poll) ? this.#result(last) : nothing;
  }

  /** On the stage for all, open or over. @param {OpenPoll | null} open @param {readonly PollResult[]} results */
  #staged(open, results) {
    if (open?.poll === this.poll) return this.#open(open);
    const over = results.find(({ poll }) => poll === this.poll);
    return over ? this.#result(over) : html`<p class="soft">${t("poll-gone")}</p>`;
  }

  /** @param {OpenPoll} open */
  #open(open) {
    const { plan, tally, answered } = open;
    return html`<section class="poll" aria-labelledby="poll-title${this.poll && "-stage"}" data-testid="poll" data-answered=${String(answered)}>
      <h2 class="mood-title" id="poll-title${this.poll && "-stage"}"><bdi>${plan.question}</bdi></h2>
      ${answered
        ? html`<p class="soft" role="status" data-testid="poll-thanks">${icon("check")} ${t("poll-thanks")}</p>${plan.results === "live" ? counted(plan, tally) : html`<p class="small soft">${t("poll-hidden")}</p>`}`
        : this.#ballot(open)}
      <p class="small soft">${t("poll-anonymous")} ${tally.ballots === 0 ? t("poll-no-ballots") : t("poll-ballots", { count: tally.ballots })}</p>
      ${may("lead_polls") ? html`<div class="row">${this.poll === "" && may("present") ? html`<button class="button narrow" type="button" data-testid="poll-to-stage" @click=${() => act({ type: "stage_show", show: { type: "poll", poll: open.poll } })}>${icon("presentation")}${t("poll-to-stage")}</button>` : nothing}
        <button class="button narrow" type="button" data-testid="poll-close" @click=${() => act({ type: "poll_close", poll: open.poll })}>${icon("circle-stop")}${t("poll-close")}</button></div>`
        : answered && this.poll === "" ? html`<button class="button narrow" type="button" data-testid="poll-thanks-away" @click=${() => (this.#thanked.value = open.poll)}>${t("close")}</button>` : nothing}
    </section>`;
  }

  /** @param {OpenPoll} open */
  #ballot(open) {
    const { plan } = open;
    return html`<form class="ballot" @submit=${(/** @type {SubmitEvent} */ event) => this.#send(event, open)}>
      ${plan.kind === "word"
        ? html`<div class="field"><label for="poll-word">${t("poll-word")}</label><input id="poll-word" type="text" maxlength="60" autocomplete="off" data-testid="poll-word" ${written(`ballot ${open.poll}`)} /></div>`
        : html`<fieldset class="poll-options ${plan.kind}"><legend class="visually-hidden">${plan.question}</legend>${this.#options(open)}</fieldset>`}
      <button class="button main" type="submit" data-testid="poll-answer" aria-disabled=${sending.value || (plan.kind !== "word" && tickedIn(open.poll).size === 0) ? "true" : "false"}>${t("poll-answer")}</button>
    </form>`;
  }

  /** @param {OpenPoll} open */
  #options({ poll, plan }) {
    const chosen = tickedIn(poll);
    const several = plan.kind === "multiple";
    /** @type {readonly [number, string][]} */
    const choices = plan.kind === "scale" ? scale.map((value) => [value, String(value)]) : plan.options.map((text, place) => [place, text]);
    const ends = plan.kind === "scale" && plan.options.length === 2;
    return html`${ends ? html`<span class="small soft end">${plan.options[0]}</span>` : nothing}
      ${choices.map(([value, text]) => html`<label class="poll-option"><input type=${several ? "checkbox" : "radio"} name="poll" data-testid="poll-option" value=${value}
        .checked=${live(chosen.has(value))} @change=${() => choose(poll, value, several)} /><span dir="auto">${text}</span></label>`)}
      ${ends ? html`<span class="small soft end">${plan.options[1]}</span>` : nothing}`;
  }

  /** @param {SubmitEvent} event @param {OpenPoll} open */
  async #send(event, { poll, plan }) {
    event.preventDefault();
    const text = unsent(`ballot ${poll}`).trim();
    const chosen = [...tickedIn(poll)];
    if (sending.peek() || (plan.kind === "word" ? text === "" : chosen.length === 0)) return;
    sending.value = true;
    const { ok } = await theApp().dispatch({
      type: "poll_answer",
      poll,
      ballot: plan.kind === "word" ? { type: "word", text } : plan.kind === "scale" ? { type: "value", value: chosen[0] ?? 0 } : { type: "options", chosen },
    });
    sending.value = false;
    if (ok) forgetUnsent(`ballot ${poll}`);
  }

  /** @param {PollResult} result */
  #result(result) {
    return html`<section class="poll result" role="status" aria-labelledby="poll-result-title${this.poll && "-stage"}" data-testid="poll-result">
      <h2 class="mood-title" id="poll-result-title${this.poll && "-stage"}"><bdi>${result.plan.question}</bdi></h2>
      ${counted(result.plan, result.tally)}
      <p class="small soft">${t("poll-ballots", { count: result.tally.ballots })}</p>
      <div class="row">
        ${may("lead_polls") && result.tally.counts ? html`<button class="button narrow" type="button" data-testid="poll-save" @click=${save}>${t("poll-save")}</button>` : nothing}
        ${this.poll !== "" ? nothing : html`<button class="button narrow" type="button" data-testid="poll-put-away" @click=${() => (this.#away.value = new Set([...this.#away.peek(), result.poll]))}>${t("close")}</button>`}
      </div>
    </section>`;
  }
}

/** @param {string} poll @param {number} value @param {boolean} several */
function choose(poll, value, several) {
  const chosen = several ? new Set(tickedIn(poll)) : new Set();
  if (several && chosen.has(value)) chosen.delete(value);
  else chosen.add(value);
  ticked.value = { poll, chosen };
}

/** @param {PollPlan} plan @param {PollTally} tally */
function counted(plan, { counts }) {
  if (!counts) return html`<p>${t("poll-few")}</p>`;
  const most = Math.max(...counts.map(({ count }) => count), 1);
  const label = (/** @type {string} */ choice, /** @type {number} */ place) =>
    plan.kind === "scale" && plan.options.length === 2 && (place === 0 || place === 4) ? `${choice} · ${plan.options[place === 0 ? 0 : 1]}` : choice;
  return html`<dl class="poll-counts">${counts.map(({ choice, count }, place) => html`<div><dt dir="auto">${label(choice, place)}</dt>
    <dd><meter min="0" max=${most} .value=${count} aria-hidden="true"></meter><span>${count}</span></dd></div>`)}</dl>`;
}

/** All results of the evening as a file. */
function save() {
  const table = pollTable(theApp().state.pollResults.peek());
  const address = URL.createObjectURL(new Blob(["\ufeff", table], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "koronailta-kyselyt.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

customElements.define("koronailta-poll", PollElement);
customElements.define("koronailta-stage-poll", class extends PollElement {});
