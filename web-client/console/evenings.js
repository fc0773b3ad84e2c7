// The calendar: what comes, what comes again and again, what was. And a new evening, single or recurring.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { clockWords, day, span, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { noon, parted } from "./dates.js";
import { checkEvening, inviteField, moreFields, sentEvening, sentSeries, usual, whenFields } from "./evening_fields.js";
import { firstDates, nameOf, ruleOf, wayOf, waysFrom } from "./recurrence.js";
import { empty, fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Evening} Evening */
/** @typedef {import("../protocol/api_types.js").Series} Series */
/** @typedef {import("./recurrence.js").Way} Way */

/** Dates shown before a series is made. */
const shownDates = 5;

/** @returns {import("./desk.js").Resource<{ evenings: readonly Evening[] }>} */
export function theEvenings() {
  return resource(within("evenings"));
}

/** @returns {import("./desk.js").Resource<{ series: readonly Series[] }>} */
export function theSeries() {
  return resource(within("series"));
}

/** @param {Evening} one */
export function isOver({ state }) {
  return state === "ended" || state === "cancelled";
}

/** How an evening comes again, in words. @param {string} rrule */
export function again(rrule) {
  const { way, until } = wayOf(rrule);
  return until === "" ? wayWords(way) : t("again-until", { again: wayWords(way), day: day(noon(until)) });
}

/** @param {Way} way */
function wayWords(way) {
  if (way.kind === "other") return t("again-other", { rule: way.rrule });
  const name = way.weekday.toLowerCase();
  return t(`again-${nameOf(way).replace("--1", "-last")}`, { weekday: way.kind === "monthly" ? t(`weekday-the-${name}`) : t(`weekday-${name}`) });
}

class EveningsElement extends WatchingElement {
  #past = signal(false);

  /** @override */
  render() {
    const here = slug.value;
    return html`${head(t("section-evenings"), { words: t("evenings-words"), action: linkButton(address(here, "evenings", "new"), "calendar-plus", t("evening-new"), "new-evening") })}
      ${fetched(theEvenings(), ({ evenings }) => fetched(theSeries(), ({ series }) => {
        const coming = evenings.filter((one) => one.state !== "ended").sort((one, other) => one.starts_at - other.starts_at);
        const past = evenings.filter((one) => one.state === "ended").sort((one, other) => other.starts_at - one.starts_at);
        if (evenings.length + series.length === 0) return empty("calendar", t("evenings-none-title"), t("evenings-none-words"));
        return html`${series.length > 0 ? html`<section class="stack tight" aria-labelledby="series-title"><h2 id="series-title">${t("series-title")}</h2>
            <ul class="plain cards" data-testid="series-list">${series.map((one) => html`<li><a class="card-link" data-testid="series" href=${address(here, "series", one.id)}><b><bdi>${one.title}</bdi></b>
              <span class="small">${icon("repeat")} ${again(one.rrule)} · ${clockWords(parted(one.first).clock)}</span>${icon("chevron-right")}</a></li>`)}</ul></section>` : nothing}
          <section class="stack tight" aria-labelledby="coming-title"><h2 id="coming-title">${t("evenings-coming")}</h2>
            ${coming.length > 0 ? html`<ul class="plain cards" data-testid="evenings">${coming.map((one) => eveningCard(one, here))}</ul>` : html`<p class="soft">${t("evenings-no-coming")}</p>`}</section>
          ${past.length > 0 ? html`<section class="stack tight"><div><button class="button quiet" type="button" aria-expanded=${this.#past.value ? "true" : "false"} @click=${() => (this.#past.value = !this.#past.value)}>${icon("history")}${t("evenings-past", { count: past.length })}</button></div>
            ${this.#past.value ? html`<ul class="plain cards">${past.map((one) => eveningCard(one, here))}</ul>` : nothing}</section>` : nothing}`;
      }))}`;
  }
}

customElements.define("koronailta-evenings", EveningsElement);

/** @param {Evening} one @param {string} here */
export function eveningCard(one, here) {
  return html`<li>${eveningLink(one, here)}</li>`;
}

/** @param {Evening} one @param {string} here */
export function eveningLink(one, here) {
  return html`<a class="card-link" data-testid="evening" data-state=${one.state} href=${address(here, "evenings", one.id)}>
    <b><bdi>${one.title}</bdi></b><span class="small">${icon("calendar")} ${span(one.starts_at, one.ends_at)}</span>
    <span class="row small">${one.edited && one.state !== "cancelled" ? html`<span class="state">${t("evening-edited")}</span>` : nothing}${one.state === "scheduled" ? nothing : html`<span class="state" data-state=${one.state}>${t(`evening-state-${one.state.replace("_", "-")}`)}</span>`}
      ${one.invited > 0 ? html`<span class="soft">${t("rsvp-counts", { yes: one.yes, no: one.no, invited: one.invited })}</span>` : nothing}</span>${icon("chevron-right")}</a>`;
}

class NewEvening extends FormElement {
  /** @override */
  static properties = { copyOf: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} an evening to begin from */
    this.copyOf = null;
  }

  /** @override */
  connected() {
    const model = theEvenings().value?.evenings.find((one) => one.id === this.copyOf);
    const { date } = usual();
    const copied = model && {
      title: model.title, date, clock: parted(model.starts).clock, minutes: String(model.minutes), doors_minutes: String(model.doors_minutes),
      programme: model.programme, place: model.place ?? "", advisor_person_id: model.advisor_person_id ?? "", encrypted: model.encrypted, captions_kept: model.captions_kept,
    };
    this.begin(`evening.new.${this.copyOf ?? ""}`, { ...usual(), ...copied, again: copied ? "once" : "weekly", until: "", invite_days: "7" });
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "evenings"), words: t("section-evenings") };
    return html`${head(t("evening-new"), { back })}<div class="sheet-card" data-testid="new-evening-form">${super.render()}</div>`;
  }

  /** @override */
  fields() {
    const ways = waysFrom(this.text("date"));
    const chosen = this.#way();
    const dates = chosen ? firstDates(chosen, this.text("date"), this.text("until"), shownDates) : [];
    return html`${this.line("title", t("evening-title"), { max: 120, hint: t("evening-title-hint") })}
      ${whenFields(this)}
      ${this.radio("again", t("again-title"), [{ value: "once", words: t("again-once") }, ...ways.map((way) => ({ value: nameOf(way), words: wayWords(way) }))])}
      ${chosen ? html`${this.line("until", t("again-end"), { type: "date", optional: true, hint: t("again-end-hint") })}
        <p class="note" data-testid="first-dates">${icon("repeat")}<span>${t("again-first", { days: dates.map((one) => day(noon(one))).join(", ") })}</span></p>
        ${inviteField(this)}` : nothing}
      <details class="fold"><summary>${icon("pencil")}${t("evening-more")}${icon("chevron-down", "chevron")}</summary><div class="stack">${moreFields(this)}</div></details>`;
  }

  /** What was chosen, on the weekday that the date now has. @returns {Way | undefined} */
  #way() {
    return waysFrom(this.text("date")).find((way) => nameOf(way) === this.text("again"));
  }

  /** A date of another kind offers other ways. @override @param {string} name @param {import("../forms/merge.js").Values[string]} value */
  set(name, value) {
    super.set(name, value);
    if (name === "date" && this.text("again") !== "once" && !this.#way()) super.set("again", "once");
  }

  /** @override */
  check() {
    const wrong = checkEvening(this);
    if (wrong) return wrong;
    return this.#way() && this.text("until") !== "" && this.text("until") < this.text("date") ? { field: "until", key: "form-until-before" } : null;
  }

  /** @override */
  action() {
    return t(this.#way() ? "series-make" : "evening-make");
  }

  /** @override */
  save() {
    const { again: _again, until, invite_days, ...values } = this.values.peek();
    const way = this.#way();
    const body = way ? { ...sentSeries({ ...values, invite_days: invite_days ?? "" }, "first"), rrule: ruleOf(way, String(until ?? "")) } : sentEvening(values, "starts");
    return api.ask(within(way ? "series" : "evenings"), { method: "POST", body, key: this.key.of(body) });
  }

  /** @override @param {import("../protocol/api.js").Given<{ id: string, rrule?: string }>} answer */
  done({ value }) {
    changed(within("evenings"), within("series"));
    go(slug.peek(), value.rrule === undefined ? "evenings" : "series", value.id);
  }
}

customElements.define("koronailta-new-evening", NewEvening);
