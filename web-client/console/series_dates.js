// The dates of a series: one of them can be moved or left out where it stands, and the rest goes on.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { day, t } from "../i18n/index.js";
import { api, changed, slug, within } from "./desk.js";
import { joined, parted } from "./dates.js";
import { cancelEvening } from "./evening.js";
import { eveningLink, isOver } from "./evenings.js";

/** @typedef {import("../protocol/api_types.js").Evening} Evening */

class SeriesDates extends WatchingElement {
  /** @override */
  static properties = { evenings: { attribute: false } };
  /** Which one is being moved. */
  #moving = signal(/** @type {string | null} */ (null));

  constructor() {
    super();
    /** @type {readonly Evening[]} */
    this.evenings = [];
  }

  /** @override */
  render() {
    const moving = this.#moving.value;
    const end = () => (this.#moving.value = null);
    return html`<ul class="plain cards" data-testid="evenings" @moved=${end} @given-up=${end}>${this.evenings.map((one) => html`<li class="series-date" data-testid="series-date" data-state=${one.state}>${eveningLink(one, slug.value)}
      ${isOver(one) || one.state === "live" ? nothing
        : moving === one.id ? html`<koronailta-move-form class="sheet-card" .evening=${one}></koronailta-move-form>`
        : html`<div class="row"><button class="button quiet narrow" type="button" data-testid="move-date" aria-label=${t("date-move-this", { day: day(one.starts_at) })} @click=${() => (this.#moving.value = one.id)}>${icon("calendar")}${t("date-move")}</button>
          <button class="button quiet narrow danger-text" type="button" data-testid="cancel-date" aria-label=${t("date-cancel-this", { day: day(one.starts_at) })} @click=${() => cancelEvening(one, `"${one.version}"`)}>${icon("calendar-x")}${t("date-cancel")}</button></div>`}</li>`)}</ul>`;
  }
}

customElements.define("koronailta-series-dates", SeriesDates);

class MoveForm extends FormElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    /** @type {Evening | null} */
    this.evening = null;
  }

  /** @override */
  connected() {
    if (!this.evening) return;
    this.begin(`move.${this.evening.id}`, parted(this.evening.starts), `"${this.evening.version}"`);
    this.beginAtFirstField();
  }

  /** @override */
  fields() {
    return html`<div class="pair">${this.line("date", t("evening-date"), { type: "date" })}${this.line("clock", t("evening-clock"), { type: "time" })}</div>
      ${(this.evening?.invited ?? 0) > 0 ? html`<p class="note">${icon("mail")}<span>${t("evening-change-tells")}</span></p>` : nothing}`;
  }

  /** @override */
  check() {
    if (!/^\d{4}-\d\d-\d\d$/u.test(this.text("date"))) return { field: "date", key: "form-date-missing" };
    return /^\d\d:\d\d/u.test(this.text("clock")) ? null : { field: "clock", key: "form-clock-missing" };
  }

  /** @override */
  action() {
    return t("date-move");
  }

  /** @override */
  beside() {
    return this.giveUp();
  }

  /** @override */
  save() {
    const starts = joined(this.text("date"), this.text("clock").slice(0, 5));
    return api.ask(within(`evenings/${this.evening?.id}`), { method: "PATCH", body: { starts }, version: this.version });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`evenings/${this.evening?.id}`));
    return answer.ok ? { values: parted(/** @type {Evening} */ (answer.value).starts), version: answer.etag } : null;
  }

  /** @override */
  done() {
    changed(within("evenings"));
    this.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
  }
}

customElements.define("koronailta-move-form", MoveForm);
