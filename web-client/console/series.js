// A series: its rule in words, its coming evenings, and what is changed for all of them.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { day, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { noon, parted } from "./dates.js";
import { confirm } from "./dialogs.js";
import { checkEvening, clockSkips, inviteField, moreFields, sentSeries, whenFields } from "./evening_fields.js";
import { again, theEvenings } from "./evenings.js";
import { nameOf, ruleOf, wayOf, waysFrom } from "./recurrence.js";
import "./series_dates.js";
import { fetched, head } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Series} Series */

class SeriesElement extends WatchingElement {
  /** @override */
  static properties = { series: { attribute: false } };

  constructor() {
    super();
    this.series = "";
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "evenings"), words: t("section-evenings") };
    const found = /** @type {import("./desk.js").Resource<Series>} */ (resource(within(`series/${this.series}`)));
    return fetched(found, (series, etag) => html`${head(series.title, { back, words: html`${icon("repeat")} ${again(series.rrule)}` })}
      ${clockSkips(series)}
      <section class="stack tight" aria-labelledby="series-evenings"><h2 id="series-evenings">${t("evenings-coming")}</h2><p class="soft small">${t("series-exceptions-words")}</p>
        ${fetched(theEvenings(), ({ evenings }) => {
          const own = evenings.filter((one) => one.series_id === series.id && one.state !== "ended").sort((one, other) => one.starts_at - other.starts_at);
          return own.length === 0 ? html`<p class="soft">${t("evenings-no-coming")}</p>` : html`<koronailta-series-dates .evenings=${own}></koronailta-series-dates>`;
        })}</section>
      <section class="sheet-card" aria-labelledby="series-edit"><h2 id="series-edit">${t("series-edit")}</h2><p class="soft small">${t("series-edit-words")}</p>
        <koronailta-series-form .series=${series} .etag=${etag}></koronailta-series-form></section>
      <div><button class="button danger-text" type="button" data-testid="remove-series" @click=${() => remove(series, etag)}>${icon("calendar-x")}${t("series-remove")}</button></div>`);
  }
}

customElements.define("koronailta-series", SeriesElement);

/** @param {Series} series @param {string | null} version */
function remove(series, version) {
  confirm({
    title: t("series-remove-title", { title: series.title }),
    words: t("series-remove-words"),
    action: t("series-remove"),
    carry: async () => {
      const answer = await api.ask(within(`series/${series.id}`), { method: "DELETE", version });
      if (!answer.ok) return answer.problem;
      changed(within("evenings"), within("series"));
      go(slug.peek(), "evenings");
      return null;
    },
  });
}

class SeriesForm extends FormElement {
  /** @override */
  static properties = { series: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Series | null} */
    this.series = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    if (this.series) this.begin(`series.${this.series.id}`, of(this.series), this.etag);
  }

  /** @override */
  fields() {
    const now = wayOf(this.text("rrule"));
    const offered = waysFrom(this.text("date"));
    const other = now.way.kind === "other" || !offered.some((way) => nameOf(way) === nameOf(now.way));
    return html`${this.line("title", t("evening-title"), { max: 120 })}
      ${whenFields(this)}
      ${this.pick("rrule", t("again-title"), [...offered.map((way) => ruleOf(way, now.until)), ...(other ? [this.text("rrule")] : [])].map((value) => ({ value, words: again(value) })))}
      ${inviteField(this)}
      ${moreFields(this)}
      ${this.changed ? html`<p class="note">${icon("info")}<span>${t("series-change-tells", { day: day(noon(this.text("date"))) })}</span></p>` : nothing}`;
  }

  /** Another first day is another weekday: the rule follows it. @override @param {string} name @param {import("../forms/merge.js").Values[string]} value */
  set(name, value) {
    const { way, until } = wayOf(this.text("rrule"));
    super.set(name, value);
    if (name !== "date" || way.kind === "other") return;
    const same = waysFrom(String(value)).find((one) => one.kind === way.kind);
    if (same) super.set("rrule", ruleOf(same, until));
  }

  /** @override */
  check() {
    return checkEvening(this);
  }

  /** @override */
  save() {
    const body = changes(sentSeries(this.base, "first"), sentSeries(this.values.peek(), "first"));
    return api.ask(within(`series/${this.series?.id}`), { method: "PATCH", body, version: this.version });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`series/${this.series?.id}`));
    return answer.ok ? { values: of(/** @type {Series} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override */
  done() {
    changed(within("evenings"), within("series"));
  }
}

/** @param {Series} series */
function of({ title, first, minutes, doors_minutes, rrule, programme, place, advisor_person_id, encrypted, captions_kept, invite_days }) {
  return { title, ...parted(first), minutes: String(minutes), doors_minutes: String(doors_minutes), rrule, programme, place: place ?? "", advisor_person_id: advisor_person_id ?? "", encrypted, captions_kept, invite_days: invite_days === null ? "" : String(invite_days) };
}

customElements.define("koronailta-series-form", SeriesForm);
