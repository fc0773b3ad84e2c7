// Arranging small groups: how, who with whom, how long; and while they are open, who is where and the call back.
import { html, live, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { nameOf } from "./dialogs.js";
import { leftOver, moved, topicsIn } from "./groups_plan.js";
import { icon } from "./icon.js";
import { groupTitle } from "./place_bar.js";
import { act, theApp } from "./the_app.js";
import "./time_left.js";
import { forgetUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").PlannedGroup} PlannedGroup */
/** @typedef {import("../protocol/types.js").OpenGroup} OpenGroup */
/** @typedef {import("../protocol/types.js").Arrange} Arrange */
/** @typedef {"size" | "number" | "mixed" | "topic"} Way */

/** @type {readonly Way[]} */
const ways = ["size", "number", "mixed", "topic"];
const usualSize = 4;
const minutes = [5, 10, 15, 20, 30, 45, 60];
const usualMinutes = 15;

class GroupsDialog extends DialogElement {
  #way = signal(/** @type {Way} */ ("size"));
  #count = signal(usualSize);
  #minutes = signal(usualMinutes);
  #said = signal(false);

  /** @override */
  heading() {
    return t("groups-title");
  }

  /** @override */
  body() {
    const groups = theApp().state.groups.value;
    if (!groups) return html`<p>${t("reject-forbidden")}</p>`;
    return groups.open.length > 0 ? this.#open(groups.open) : this.#plan(groups.planned);
  }

  /** @param {readonly PlannedGroup[]} planned */
  #plan(planned) {
    const way = this.#way.value;
    return html`<p class="soft small">${t("groups-words")}</p>
      <fieldset class="field"><legend class="small strong">${t("groups-how")}</legend>
        <div class="stack tight">${ways.map((one) => html`<label class="tick"><input type="radio" name="way" value=${one} data-testid="groups-way-${one}"
          .checked=${live(way === one)} @change=${() => (this.#way.value = one)} /><span>${t(`groups-way-${one}`)}</span></label>`)}</div></fieldset>
      ${way === "topic" ? this.#topics() : nothing}
      <div class="row nowrap groups-count">
        <label for="groups-count">${t(way === "number" ? "groups-number" : "groups-size")}</label>
        <input id="groups-count" type="number" inputmode="numeric" min="2" max=${way === "number" ? 50 : 20} data-testid="groups-count" .value=${live(String(this.#count.value))} @input=${this.#counted} />
        <button class="button main" type="button" data-testid="groups-arrange" @click=${this.#arrange}>${t("groups-arrange")}</button>
      </div>
      ${planned.length > 0 ? this.#planned(planned) : nothing}`;
  }

  #topics() {
    const { topics } = theApp().state.groups.value ?? { topics: [] };
    return html`<form class="stack tight" @submit=${this.#offer}>
      <label for="groups-topics">${t("groups-topics")}</label>
      <textarea id="groups-topics" rows="4" maxlength="1200" data-testid="groups-topics" .value=${topics.map(({ title }) => title).join("\n")}></textarea>
      <div><button class="button" type="submit" data-testid="groups-offer-topics">${t("groups-offer-topics")}</button></div>
      ${topics.length > 0 ? html`<ul class="plain small" aria-label=${t("groups-topics-chosen")}>${topics.map(({ title, chosen_by }) => html`<li><bdi>${title}</bdi>: ${chosen_by.length}</li>`)}</ul>` : nothing}
    </form>`;
  }

  /** @param {readonly PlannedGroup[]} planned */
  #planned(planned) {
    const people = theApp().state.here.value.filter(({ role }) => role === "participant");
    const left = leftOver(planned, people);
    return html`<h3>${t("groups-planned")}</h3>
      <p class="small soft" id="groups-move-hint">${t("groups-move-hint")}</p>
      <div class="group-cards">
        ${repeat(planned, ({ name }) => name.id, (group, index) => html`<section class="group-card" data-testid="planned-group" aria-label=${groupTitle(group.name)}
            @dragover=${allowDrop} @drop=${(/** @type {DragEvent} */ event) => this.#dropped(event, index)}>
          <h4><bdi>${groupTitle(group.name)}</bdi></h4>
          <ul class="plain">${group.members.map((who) => this.#member(who, planned, index))}</ul>
        </section>`)}
        <section class="group-card new" data-testid="new-group" aria-label=${t("groups-new")} @dragover=${allowDrop} @drop=${(/** @type {DragEvent} */ event) => this.#dropped(event, planned.length)}>
          <h4>${t("groups-new")}</h4><p class="small soft">${t("groups-new-hint")}</p></section>
      </div>
      ${left.length > 0 ? html`<section class="group-card left" data-testid="unassigned" aria-label=${t("groups-left")} @dragover=${allowDrop} @drop=${(/** @type {DragEvent} */ event) => this.#dropped(event, null)}>
        <h4>${t("groups-left")}</h4><ul class="plain">${left.map(({ id }) => this.#member(id, planned, null))}</ul></section>` : nothing}
      <div class="row nowrap groups-count"><label for="groups-minutes">${t("groups-time")}</label>
        <select id="groups-minutes" data-testid="groups-minutes" .value=${live(String(this.#minutes.value))} @change=${this.#timed}>
          ${minutes.map((one) => html`<option value=${one}>${t("minutes", { count: one })}</option>`)}<option value="0">${t("groups-no-time")}</option></select>
        <button class="button main" type="button" data-testid="groups-open" @click=${this.#begin}>${icon("door-open")}${t("groups-open")}</button></div>`;
  }

  /** One name that can be dragged, and beside it the same choice for the keyboard.
   * @param {string} who @param {readonly PlannedGroup[]} planned @param {number | null} at */
  #member(who, planned, at) {
    const name = nameOf(who);
    return html`<li class="group-member" draggable="true" data-testid="group-member" data-participant=${who} data-name=${name}
        @dragstart=${(/** @type {DragEvent} */ event) => event.dataTransfer?.setData("text/plain", who)}>
      <bdi>${name}</bdi>
      <select aria-label=${t("groups-move", { name })} aria-describedby="groups-move-hint" data-testid="groups-move" .value=${live(at === null ? "none" : String(at))}
          @change=${(/** @type {Event} */ event) => this.#chosen(event, who)}>
        ${planned.map((group, index) => html`<option value=${index} ?selected=${index === at}>${groupTitle(group.name)}</option>`)}
        <option value=${planned.length}>${t("groups-new")}</option>
        <option value="none" ?selected=${at === null}>${t("groups-none")}</option>
      </select></li>`;
  }

  /** @param {readonly OpenGroup[]} open */
  #open(open) {
    return html`<div class="group-cards">${repeat(open, ({ name }) => name.id, (group) => html`<section class="group-card" data-testid="open-group" data-number=${group.name.number} aria-label=${groupTitle(group.name)}>
        <h4><bdi>${groupTitle(group.name)}</bdi></h4>
        ${group.calls_since === null ? nothing : html`<p class="trouble">${icon("life-buoy")}${t("groups-calls")}</p>`}
        <ul class="plain small">${group.assigned.map((who) => html`<li class=${group.here.includes(who) ? "" : "soft"}><bdi>${nameOf(who)}</bdi>${group.here.includes(who) ? nothing : html` · ${t("groups-elsewhere")}`}</li>`)}</ul>
        ${group.timer ? html`<koronailta-time-left .until=${group.timer.ends_at}></koronailta-time-left>` : nothing}
        <button class="button narrow" type="button" data-testid="groups-visit" @click=${() => this.#visit(group.name.id)}>${t("groups-visit")}</button>
      </section>`)}</div>
      <p class="small soft">${t("groups-visit-hint")}</p>
      <form class="stack tight" @submit=${this.#say}><label class="small strong" for="groups-message">${t("groups-message")}</label>
        <div class="row nowrap"><input id="groups-message" name="text" type="text" maxlength="1000" autocomplete="off" data-testid="groups-message" ${written("groups")} @input=${() => (this.#said.value = false)} />
          <button class="button round" type="submit" aria-label=${t("groups-message-send")} data-testid="groups-message-send">${icon("send")}</button></div>
        ${this.#said.value ? html`<p class="small" role="status">${t("groups-message-sent")}</p>` : nothing}</form>
      <div class="row nowrap groups-count"><label for="groups-timer">${t("groups-timer")}</label>
        <select id="groups-timer" data-testid="groups-timer" @change=${this.#timed} .value=${live(String(this.#minutes.value))}>${minutes.map((one) => html`<option value=${one}>${t("minutes", { count: one })}</option>`)}</select>
        <button class="button" type="button" @click=${() => act({ type: "groups_timer", seconds: this.#minutes.peek() * 60 })}>${t("groups-timer-set")}</button></div>
      <div class="dialog-foot">
        <button class="button danger-text" type="button" data-testid="groups-close-now" @click=${() => this.#end(0)}>${t("groups-close-now")}</button>
        <button class="button main" type="button" data-testid="groups-call-back" @click=${() => this.#end(60)}>${icon("undo-2")}${t("groups-call-back")}</button></div>`;
  }

  /** @param {Event} event */
  #counted = ({ target }) => {
    if (target instanceof HTMLInputElement) this.#count.value = Number(target.value);
  };

  /** @param {Event} event */
  #timed = ({ target }) => {
    if (target instanceof HTMLSelectElement) this.#minutes.value = Number(target.value);
  };

  #arrange = () => {
    const count = this.#count.peek();
    /** @type {Record<Way, Arrange>} */
    const arranged = { size: { by: "size", size: count }, number: { by: "number", number: count }, mixed: { by: "mixed", size: count }, topic: { by: "topic", size: count } };
    act({ type: "groups_arrange", arrange: arranged[this.#way.peek()] });
  };

  #begin = () => {
    const chosen = this.#minutes.peek();
    act({ type: "groups_open", seconds: chosen === 0 ? null : chosen * 60 });
  };

  /** @param {number} seconds */
  #end(seconds) {
    act({ type: "groups_close", seconds });
    this.close();
  }

  /** @param {string} group */
  #visit(group) {
    act({ type: "group_enter", group });
    this.close();
  }

  /** @param {SubmitEvent} event */
  #offer = (event) => {
    event.preventDefault();
    const field = this.querySelector("#groups-topics");
    if (field instanceof HTMLTextAreaElement) act({ type: "groups_topics", titles: topicsIn(field.value) });
  };

  /** @param {SubmitEvent} event */
  #say = async (event) => {
    event.preventDefault();
    const text = unsent("groups").trim();
    if (text === "") return;
    const result = await theApp().dispatch({ type: "groups_message", text });
    if (!result.ok) return;
    forgetUnsent("groups", text);
    this.#said.value = true;
  };

  /** @param {DragEvent} event @param {number | null} to */
  #dropped(event, to) {
    event.preventDefault();
    const who = event.dataTransfer?.getData("text/plain");
    if (who) this.#move(who, to);
  }

  /** @param {Event} event @param {string} who */
  #chosen({ target }, who) {
    if (target instanceof HTMLSelectElement) this.#move(who, target.value === "none" ? null : Number(target.value));
  }

  /** @param {string} who @param {number | null} to */
  #move(who, to) {
    const planned = theApp().state.groups.peek()?.planned ?? [];
    act({ type: "groups_arrange", arrange: { by: "hand", groups: moved(planned, who, to) } });
  }
}

/** @param {DragEvent} event */
function allowDrop(event) {
  event.preventDefault();
}

customElements.define("koronailta-groups-dialog", GroupsDialog);
