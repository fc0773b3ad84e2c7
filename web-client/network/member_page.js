// A member's own page, opened by the personal link: the next evening and the answer to it, the board, one's own small card.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { languageNames, languages, setTimeZone, t } from "../i18n/index.js";
import { askedFor } from "../board/asked.js";
import "../board/board.js";
import { ContactDesk } from "../board/desk.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { Api } from "../protocol/api.js";
import "./answers.js";
import { fetchedFile, savesFile } from "./blobs.js";
import { announcement, asking, eveningWords, problemPage } from "./parts.js";
import { answers } from "./rsvp_page.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Me} Me */
/** @typedef {import("../protocol/api_types.js").MyEvening} MyEvening */
/** @typedef {import("../protocol/api_types.js").PublicAnnouncement} PublicAnnouncement */
/** @typedef {import("../protocol/api_types.js").MyMail} MyMail */

/** Bytes of a picture; the server's limit. */
const mostPicture = 3 * 1024 * 1024;

/** More are in the calendar. */
const mostEvenings = 3;

/** @typedef {{ me: Me, etag: string | null }} Known */

class MemberPage extends WatchingElement {
  /** @override */
  static properties = { token: { attribute: false } };
  #api = new Api();
  #desk = new ContactDesk(this.#api, "me/contact-requests");
  /** The form to an advisor is open; or what was written in it is sent. */
  #contact = signal(/** @type {"closed" | "open" | "sent"} */ ("closed"));
  #known = signal(/** @type {Known | null} */ (null));
  #evenings = signal(/** @type {readonly MyEvening[]} */ ([]));
  #announcements = signal(/** @type {readonly PublicAnnouncement[]} */ ([]));
  #problem = signal(/** @type {Problem | null} */ (null));
  /** Of something that was tried on the page. */
  #refused = signal(/** @type {Problem | null} */ (null));
  #mail = signal(/** @type {MyMail | null} */ (null));
  #calendar = signal(/** @type {string | null} */ (null));
  #copied = signal(false);
  #busy = false;

  constructor() {
    super();
    this.token = "";
  }

  /** @override */
  connected() {
    this.#api = new Api({ bearer: this.token });
    this.#desk = new ContactDesk(this.#api, "me/contact-requests");
    void this.#ask();
  }

  async #ask() {
    this.#problem.value = null;
    /** @type {import("../protocol/api.js").Answer<Me>} */
    const answer = await this.#api.get("me");
    if (!answer.ok) {
      this.#problem.value = answer.problem;
      return;
    }
    const { network } = answer.value;
    setTimeZone(network.time_zone);
    document.title = `${network.name} – Koronailta`;
    await Promise.all([this.#askEvenings(), this.#askAnnouncements(network.slug), this.#askMail(), this.#desk.load()]);
    this.#known.value = { me: answer.value, etag: answer.etag };
  }

  async #askEvenings() {
    /** @type {import("../protocol/api.js").Answer<{ evenings: readonly MyEvening[] }>} */
    const answer = await this.#api.get("me/evenings");
    if (answer.ok) this.#evenings.value = answer.value.evenings.slice(0, mostEvenings);
    else this.#refused.value = answer.problem;
  }

  async #askMail() {
    /** @type {import("../protocol/api.js").Answer<MyMail>} */
    const answer = await this.#api.get("me/mail");
    if (answer.ok) this.#mail.value = answer.value;
  }

  /** @param {string} slug */
  async #askAnnouncements(slug) {
    /** @type {import("../protocol/api.js").Answer<{ announcements: readonly PublicAnnouncement[] }>} */
    const answer = await this.#api.get(`networks/${encodeURIComponent(slug)}/announcements`);
    if (answer.ok) this.#announcements.value = answer.value.announcements;
    else this.#refused.value = answer.problem;
  }

  /** @override */
  render() {
    const known = this.#known.value;
    const problem = this.#problem.value;
    if (!known) return problem ? problemPage(problem, () => void this.#ask()) : asking();
    const { me, etag } = known;
    const evenings = this.#evenings.value;
    // Before the button stands the evening that it leads to, never one that is not held.
    const next = evenings.find(({ state }) => state !== "cancelled");
    const announcements = this.#announcements.value;
    return page(html`<div class="network-page" data-testid="member-page" data-accent=${me.network.accent}>
      <section class="sheet-card network-head"><p class="soft"><bdi>${me.network.name}</bdi></p><h1 tabindex="-1">${t("me-hello", { name: me.name })}</h1>
        ${evenings.length === 0 ? html`<p>${t("network-no-evenings")}</p>` : nothing}
        ${next ? this.#evening(next, true) : nothing}
        ${this.#refused.value ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(this.#refused.value)}</span></p>` : nothing}
        <div><a class="button main big" href=${`/j/${encodeURIComponent(this.token)}`} data-testid="to-evening">${icon("door-open")}${t("me-to-evening")}</a></div>
        <p class="soft small">${t("me-to-evening-words")}</p>
        ${evenings.filter((one) => one !== next).map((one) => this.#evening(one, false))}
        ${this.#ownCalendar()}</section>
      ${announcements.length > 0 ? html`<section class="stack" aria-labelledby="my-board"><h2 id="my-board">${t("me-board")}</h2><ul class="plain cards">${announcements.map((one) => announcement(one, (file) => void this.#save(one, file)))}</ul></section>` : nothing}
      <koronailta-board .api=${this.#api} .slug=${me.network.slug} .desk=${this.#desk}></koronailta-board>
      ${this.#contacts()}
      <koronailta-kept-answers .slug=${me.network.slug} .api=${this.#api}></koronailta-kept-answers>
      <section class="sheet-card" aria-labelledby="my-card"><h2 id="my-card">${t("me-card")}</h2><p class="soft small">${t("me-card-words")}</p>
        <koronailta-card-form .me=${me} .etag=${etag} .api=${this.#api}></koronailta-card-form></section>
      ${this.#mail.value ? html`<section class="sheet-card" aria-labelledby="my-mail"><h2 id="my-mail">${t("me-mail")}</h2>
        ${this.#mailTick("reminders", this.#mail.value)}${this.#mailTick("digest", this.#mail.value)}</section>` : nothing}
    </div>`, { narrow: true });
  }

  /** The way to an advisor, and what one has asked for. */
  #contacts() {
    const possible = this.#desk.known.value?.possible;
    if (!possible && this.#desk.asked.length === 0) return nothing;
    const state = this.#contact.value;
    return html`<section class="sheet-card" aria-labelledby="my-contacts" data-testid="my-contacts"><h2 id="my-contacts">${t("contact-title")}</h2>
      <p class="soft small">${t("contact-intro")}</p>
      ${askedFor(this.#desk)}
      <div role="status">${state === "sent" ? html`<p class="note">${icon("check")}<span>${t("contact-sent")}</span></p>` : nothing}</div>
      ${possible ? html`<div><button class="button" type="button" data-testid="contact-open" aria-expanded=${state === "open" ? "true" : "false"} @click=${() => (this.#contact.value = state === "open" ? "closed" : "open")}>${icon("speech")}${t("contact-open")}</button></div>` : nothing}
      ${state === "open" ? html`<koronailta-contact-form .desk=${this.#desk} @asked=${() => (this.#contact.value = "sent")}></koronailta-contact-form>` : nothing}</section>`;
  }

  /** @param {"digest" | "reminders"} name @param {MyMail} mail */
  #mailTick(name, mail) {
    return html`<label class="tick"><input type="checkbox" data-testid="my-mail-${name}" .checked=${live(mail[name])} @change=${() => void this.#setMail({ ...mail, [name]: !mail[name] })} /><span>${t(`me-mail-${name}`)}</span></label>`;
  }

  /** @param {MyMail} wanted */
  async #setMail(wanted) {
    /** @type {import("../protocol/api.js").Answer<MyMail>} */
    const answer = await this.#api.ask("me/mail", { method: "PUT", body: wanted });
    this.#refused.value = answer.ok ? null : answer.problem;
    // Shown is what is stored, also after a refusal.
    this.#mail.value = answer.ok ? answer.value : { .../** @type {MyMail} */ (this.#mail.peek()) };
  }

  #ownCalendar() {
    const address = this.#calendar.value;
    if (!address) return html`<div><button class="button" type="button" data-testid="my-calendar" @click=${() => void this.#newCalendar()}>${icon("calendar-plus")}${t("me-calendar")}</button></div>`;
    return html`<div class="note" data-testid="my-calendar-address">${icon("calendar-check")}<div class="stack tight"><p>${t("me-calendar-words")}</p>
      <p class="calendar-address"><bdi>${address}</bdi></p>
      <div class="row"><a class="button narrow" data-testid="my-calendar-open" href=${address.replace(/^https?:/u, "webcal:")}>${icon("external-link")}${t("me-calendar-open")}</a>
        <button class="button narrow" type="button" @click=${() => void navigator.clipboard.writeText(address).then(() => (this.#copied.value = true))}>${icon("copy")}${t(this.#copied.value ? "copied" : "me-calendar-copy")}</button></div></div></div>`;
  }

  async #newCalendar() {
    if (this.#busy) return;
    this.#busy = true;
    /** @type {import("../protocol/api.js").Answer<{ url: string }>} */
    const answer = await this.#api.ask("me/calendar", { method: "POST", body: {} });
    this.#busy = false;
    this.#refused.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#calendar.value = answer.value.url;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector("[data-testid=my-calendar-open]"))?.focus();
  }

  /** @param {MyEvening} one @param {boolean} next */
  #evening(one, next) {
    if (one.state === "cancelled") return html`<div class="stack tight my-evening">${eveningWords(one)}<p class="small">${icon("calendar-x")} ${t("rsvp-cancelled")}</p></div>`;
    return html`<div class="stack tight my-evening" data-testid="my-evening" data-answer=${one.answer ?? "none"}>${eveningWords(one)}
      <div class="my-answers" role="group" aria-label=${t("me-answer", { title: one.title })}>${answers.map(({ answer, shape }) => html`<button class="button narrow" type="button" data-testid=${next ? `my-${answer}` : nothing} aria-pressed=${one.answer === answer ? "true" : "false"}
        @click=${() => void this.#answer(one, answer)}>${icon(shape)}${t(`rsvp-${answer}`)}</button>`)}</div></div>`;
  }

  /** @param {MyEvening} one @param {"yes" | "no" | "maybe"} wanted */
  async #answer(one, wanted) {
    if (this.#busy) return;
    this.#busy = true;
    const answer = await this.#api.ask("rsvp", { method: "POST", body: { token: this.token, evening: one.id, answer: wanted } });
    this.#busy = false;
    this.#refused.value = answer.ok ? null : answer.problem;
    if (answer.ok) await this.#askEvenings();
  }

  /** @param {PublicAnnouncement} one @param {import("../protocol/api_types.js").Attachment} file */
  async #save(one, file) {
    const slug = this.#known.peek()?.me.network.slug ?? "";
    this.#refused.value = await savesFile(this.#api, `networks/${encodeURIComponent(slug)}/announcements/${one.id}/attachments/${file.id}`, file.name);
  }
}

customElements.define("koronailta-member-page", MemberPage);

/** What one tells about the business. */
class CardForm extends FormElement {
  /** @override */
  static properties = { me: { attribute: false }, etag: { attribute: false }, api: { attribute: false } };
  #pictureProblem = signal(/** @type {Problem | null} */ (null));
  #picture = signal(/** @type {string | null} */ (null));

  constructor() {
    super();
    /** @type {Me | null} */
    this.me = null;
    /** @type {string | null} */
    this.etag = null;
    this.api = new Api();
  }

  /** @override */
  connected() {
    if (!this.me) return;
    this.begin(`me.${this.me.id}`, of(this.me), this.etag);
    if (this.me.card.picture) void this.#show();
    this.atDisconnect(() => this.#forget());
  }

  async #show() {
    this.#forget();
    this.#picture.value = await fetchedFile(this.api, "me/picture");
  }

  #forget() {
    const shown = this.#picture.peek();
    if (shown) URL.revokeObjectURL(shown);
    this.#picture.value = null;
  }

  /** @override */
  fields() {
    const problem = this.#pictureProblem.value;
    const picture = this.#picture.value;
    return html`${this.area("does", t("card-does"), { max: 500, rows: 3, optional: true, hint: t("card-does-hint") })}
      ${this.area("needs", t("card-needs"), { max: 500, rows: 2, optional: true, hint: t("card-needs-hint") })}
      ${this.area("offers", t("card-offers"), { max: 500, rows: 2, optional: true, hint: t("card-offers-hint") })}
      ${this.pick("language", t("card-language"), languages.map((value) => ({ value, words: languageNames[value] })))}
      <div class="field"><label for="card-picture">${t("card-picture")}</label>
        ${picture ? html`<img class="card-picture" src=${picture} alt=${t("card-picture")} />` : nothing}
        <input id="card-picture" type="file" accept="image/png,image/jpeg,image/webp" data-testid="card-picture" aria-describedby="card-picture-hint" @change=${this.#chosen} /><p class="soft small" id="card-picture-hint">${t("card-picture-hint")}</p>
        ${problem ? html`<p class="problem" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
        ${picture ? html`<div><button class="button narrow danger-text" type="button" @click=${() => void this.#send({ method: "DELETE" })}>${icon("trash-2")}${t("card-picture-remove")}</button></div>` : nothing}</div>`;
  }

  /** @override */
  save() {
    return this.api.ask("me", { method: "PATCH", body: changes(this.base, this.values.peek()), version: this.version });
  }

  /** @override */
  async current() {
    const answer = await this.api.get("me");
    return answer.ok ? { values: of(/** @type {Me} */ (answer.value)), version: answer.etag } : null;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    const file = /** @type {HTMLInputElement} */ (target).files?.[0];
    if (!file) return;
    if (file.size > mostPicture) this.#pictureProblem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 3 } };
    else void this.#send({ method: "PUT", content: file, type: file.type });
  };

  /** @param {import("../protocol/api.js").Question} question */
  async #send(question) {
    const before = this.#picture.peek() ? await this.api.file("me/picture") : null;
    const answer = await this.api.ask("me/picture", { ...question, version: before?.ok ? before.etag : null });
    this.#pictureProblem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    const now = await this.api.get("me");
    if (now.ok) this.version = now.etag;
    if (question.method === "PUT") await this.#show();
    else this.#forget();
  }
}

/** @param {Me} me */
function of({ card, language }) {
  return { does: card.does, needs: card.needs, offers: card.offers, language };
}

customElements.define("koronailta-card-form", CardForm);
