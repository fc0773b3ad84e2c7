// One evening: who is invited and comes, its words, moving and cancelling it, and afterwards who was there.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { dayAndClock, span, t } from "../i18n/index.js";
import { RequestKey } from "../protocol/api.js";
import { address, api, changed, resource, slug, within } from "./desk.js";
import { parted } from "./dates.js";
import { confirm } from "./dialogs.js";
import { checkEvening, clockSkips, moreFields, sentEvening, whenFields } from "./evening_fields.js";
import { isOver } from "./evenings.js";
import "./kept_captions.js";
import { noMail } from "./mail.js";
import { fetched, head, linkButton, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Evening} Evening */
/** @typedef {import("../protocol/api_types.js").Invitation} Invitation */

class EveningElement extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    this.evening = "";
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "evenings"), words: t("section-evenings") };
    const found = /** @type {import("./desk.js").Resource<Evening>} */ (resource(within(`evenings/${this.evening}`)));
    return fetched(found, (evening, etag) => html`${head(evening.title, { back, words: html`${icon("calendar")} ${span(evening.starts_at, evening.ends_at)}` })}
      <div class="row"><span class="state" data-testid="evening-state" data-state=${evening.state}>${t(`evening-state-${evening.state.replace("_", "-")}`)}</span>
        ${evening.series_id ? html`<a href=${address(slug.value, "series", evening.series_id)}>${t("evening-of-series")}</a>` : nothing}</div>
      ${isOver(evening) ? nothing : html`<koronailta-invitations class="sheet-card" .evening=${evening}></koronailta-invitations>`}
      ${evening.state === "live" || evening.state === "ended" ? html`<koronailta-attendance class="sheet-card" .evening=${evening.id}></koronailta-attendance>` : nothing}
      ${evening.state === "ended" ? html`<koronailta-feedback class="sheet-card" .evening=${evening.id}></koronailta-feedback>
        ${evening.captions_kept ? html`<koronailta-kept-captions .evening=${evening.id}></koronailta-kept-captions>` : nothing}
        <p><a href=${`/after/-/${evening.id}`} data-testid="evening-left">${icon("history")} ${t("evening-left")}</a></p>` : nothing}
      ${evening.state === "cancelled" ? nothing : html`<details class="sheet-card fold" ?open=${evening.state === "ended"}><summary>${icon("mail")}${t("summary-title")}${icon("chevron-down", "chevron")}</summary>
        <koronailta-summary-form .evening=${evening} .etag=${etag}></koronailta-summary-form></details>`}
      ${isOver(evening) ? nothing : html`<section class="sheet-card" aria-labelledby="evening-edit"><h2 id="evening-edit">${t("evening-edit")}</h2>
        ${evening.series_id ? html`<p class="soft small">${t("evening-edit-one")}</p>` : nothing}
        <koronailta-evening-form .evening=${evening} .etag=${etag}></koronailta-evening-form></section>`}
      <div class="row">${linkButton(address(slug.value, "evenings", "new", evening.id), "copy", t("evening-copy"), "copy-evening", "")}
        ${isOver(evening) ? nothing : html`<button class="button danger-text" type="button" data-testid="cancel-evening" @click=${() => cancelEvening(evening, etag)}>${icon("calendar-x")}${t("evening-cancel")}</button>`}</div>`);
  }
}

customElements.define("koronailta-evening", EveningElement);

/** Asks whether an evening is not to be held. @param {Evening} evening @param {string | null} version */
export function cancelEvening(evening, version) {
  confirm({
    title: t("evening-cancel-title"),
    words: t("evening-cancel-words", { title: evening.title, when: dayAndClock(evening.starts_at) }),
    action: t("evening-cancel"),
    carry: async () => {
      const answer = await api.ask(within(`evenings/${evening.id}/cancel`), { method: "POST", body: {}, version });
      if (answer.ok) changed(within("evenings"));
      return answer.ok ? null : answer.problem;
    },
  });
}

class EveningForm extends FormElement {
  /** @override */
  static properties = { evening: { attribute: false }, etag: { attribute: false } };
  #skips = signal(false);

  constructor() {
    super();
    /** @type {Evening | null} */
    this.evening = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    if (this.evening) this.begin(`evening.${this.evening.id}`, of(this.evening), this.etag);
  }

  /** @override */
  fields() {
    return html`${this.line("title", t("evening-title"), { max: 120 })}${whenFields(this)}${clockSkips({ clock_skips: this.#skips.value })}${moreFields(this)}
      ${this.changed && (this.evening?.invited ?? 0) > 0 ? html`<p class="note">${icon("mail")}<span>${t("evening-change-tells")}</span></p>` : nothing}`;
  }

  /** @override */
  check() {
    return checkEvening(this);
  }

  /** @override */
  save() {
    const body = changes(sentEvening(this.base, "starts"), sentEvening(this.values.peek(), "starts"));
    return api.ask(within(`evenings/${this.evening?.id}`), { method: "PATCH", body, version: this.version });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`evenings/${this.evening?.id}`));
    return answer.ok ? { values: of(/** @type {Evening} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Evening>} answer */
  done({ value }) {
    this.#skips.value = value.clock_skips;
    changed(within("evenings"));
  }
}

/** @param {Evening} evening */
function of({ title, starts, minutes, doors_minutes, programme, place, advisor_person_id, encrypted, captions_kept }) {
  return { title, ...parted(starts), minutes: String(minutes), doors_minutes: String(doors_minutes), programme, place: place ?? "", advisor_person_id: advisor_person_id ?? "", encrypted, captions_kept };
}

customElements.define("koronailta-evening-form", EveningForm);

/** What the mail after the evening says. */
class SummaryForm extends FormElement {
  /** @override */
  static properties = { evening: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Evening | null} */
    this.evening = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    if (this.evening) this.begin(`summary.${this.evening.id}`, { summary: this.evening.summary }, this.etag);
  }

  /** @override */
  fields() {
    return this.area("summary", t("summary-text"), { max: 4000, rows: 6, hint: t("summary-hint") });
  }

  /** @override */
  save() {
    return api.ask(within(`evenings/${this.evening?.id}`), { method: "PATCH", body: this.values.peek(), version: this.version });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`evenings/${this.evening?.id}`));
    return answer.ok ? { values: { summary: /** @type {Evening} */ (answer.value).summary }, version: answer.etag } : null;
  }

  /** @override */
  done() {
    changed(within("evenings"));
  }
}

customElements.define("koronailta-summary-form", SummaryForm);

/** Who was invited and what they have answered. */
class Invitations extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };
  #busy = signal(false);
  #sent = signal(/** @type {{ invited: number, unreachable: number } | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #key = new RequestKey();
  /** To whom an invitation was sent once more. */
  #written = signal(/** @type {string | null} */ (null));

  constructor() {
    super();
    /** @type {Evening | null} */
    this.evening = null;
  }

  /** @override */
  render() {
    const { evening } = this;
    if (!evening) return nothing;
    const problem = this.#problem.value;
    const sent = this.#sent.value;
    const invitations = /** @type {import("./desk.js").Resource<{ invitations: readonly Invitation[] }>} */ (resource(within(`evenings/${evening.id}/invitations`)));
    return html`<section class="stack" aria-labelledby="invitations-title" data-testid="invitations"><h2 id="invitations-title">${t("invitations-title")}</h2>
      ${fetched(invitations, ({ invitations: all }) => html`
        ${all.length === 0 ? html`<p>${t("invitations-none")}</p>` : html`<p data-testid="rsvp-counts"><b>${t("rsvp-counts", { yes: count(all, "yes"), no: count(all, "no"), invited: all.length })}</b></p>
          <ul class="plain lines">${all.map((one) => html`<li class="line" data-testid="invitation" data-name=${one.name} data-rsvp=${one.rsvp ?? "none"}><span><bdi>${one.name}</bdi>${one.email ? html` <span class="soft small"><bdi>${one.email}</bdi></span>` : nothing}
            ${one.bounced ? html`<br /><span class="problem">${icon("triangle-alert")}<span>${t("invitation-bounced")}</span></span>` : nothing}</span><span class="line-end"><span class="small answer" data-rsvp=${one.rsvp ?? "none"}>${t(`rsvp-is-${one.rsvp ?? "none"}`)}</span>${one.rsvp === null && one.email ? html`<button class="button quiet narrow" type="button" data-testid="invite-again" aria-label=${t("invite-again-to", { name: one.name })} @click=${() => void this.#again(evening.id, one)}>${icon("send")}${t("invite-again")}</button>` : nothing}</span></li>`)}</ul>`}
        <div role="status">${this.#written.value === null ? nothing : html`<p class="note" data-testid="invited-again">${icon("send")}<span>${t("invite-again-done", { name: this.#written.value })}</span></p>`}</div>
        <div role="status">${sent === null ? nothing : html`<p class="note">${icon("mail")}<span>${t(sent.invited === 0 ? "invitations-nobody" : "invitations-sent", { count: sent.invited })}${sent.unreachable === 0 ? nothing : html` ${t("invitations-unreachable", { count: sent.unreachable })}`}</span></p>`}</div>
        ${problem ? trouble(problem) : noMail()}
        <div><button class="button ${all.length === 0 ? "main" : ""}" type="button" data-testid="send-invitations" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${() => void this.#invite(evening.id)}>${icon("mail")}${t(all.length === 0 ? "invitations-send" : "invitations-send-more")}</button></div>
        <p class="soft small">${t("invitations-words")}</p>`)}</section>`;
  }

  /** @param {string} evening @param {Invitation} one */
  async #again(evening, one) {
    const answer = await api.ask(within(`evenings/${evening}/invitations/${one.person_id}/again`), { method: "POST" });
    this.#problem.value = answer.ok ? null : answer.problem;
    this.#written.value = answer.ok ? one.name : null;
    if (answer.ok) changed(within("mail"));
  }

  /** @param {string} evening */
  async #invite(evening) {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const body = {};
    const answer = await api.ask(within(`evenings/${evening}/invite`), { method: "POST", body, key: this.#key.of(body) });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#key.done();
    this.#sent.value = /** @type {{ invited: number, unreachable: number }} */ (answer.value);
    changed(within(`evenings/${evening}`), within("evenings"));
  }
}

/** @param {readonly Invitation[]} all @param {"yes" | "no"} answer */
function count(all, answer) {
  return all.filter((one) => one.rsvp === answer).length;
}

customElements.define("koronailta-invitations", Invitations);
