// One business: its words, its people, and each person's own link.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { language, languageNames, languages, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { mailLink, newLink, revokeLink } from "./link_sheet.js";
import { theMail } from "./mail.js";
import { fetched, head } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Member} Member */
/** @typedef {import("../protocol/api_types.js").NetworkPerson} NetworkPerson */

const spoken = () => languages.map((value) => ({ value, words: languageNames[value] }));

class MemberElement extends WatchingElement {
  /** @override */
  static properties = { member: { attribute: false } };
  #adding = signal(false);

  constructor() {
    super();
    /** @type {string | null} null: a new one */
    this.member = null;
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "members"), words: t("section-members") };
    if (this.member === null) return html`${head(t("member-add"), { back })}<koronailta-member-form class="sheet-card"></koronailta-member-form>`;
    const found = /** @type {import("./desk.js").Resource<Member>} */ (resource(within(`members/${this.member}`)));
    return fetched(found, (member, etag) => html`${head(member.name, { back })}
      <koronailta-member-form class="sheet-card" .member=${member} .etag=${etag}></koronailta-member-form>
      <section class="stack" aria-labelledby="persons-title"><h2 id="persons-title">${t("persons-title")}</h2>
        <p class="soft small">${t("persons-words")}</p>
        <ul class="plain cards">${member.persons.map((person) => html`<li class="sheet-card person" data-testid="network-person" data-name=${person.name}>
          <koronailta-person-form .person=${person} .member=${member.id}></koronailta-person-form>${personLinks(person)}</li>`)}</ul>
        ${this.#adding.value
          ? html`<div class="sheet-card" @person-saved=${() => (this.#adding.value = false)} @given-up=${() => (this.#adding.value = false)}><koronailta-person-form .member=${member.id}></koronailta-person-form></div>`
          : html`<div><button class="button" type="button" data-testid="add-person" @click=${() => (this.#adding.value = true)}>${icon("user-plus")}${t("person-add")}</button></div>`}
      </section>
      <div><button class="button danger-text" type="button" data-testid="remove-member" @click=${() => this.#remove(member, etag)}>${icon("trash-2")}${t("member-remove")}</button></div>`);
  }

  /** @param {Member} member @param {string | null} version */
  #remove(member, version) {
    confirm({
      title: t("member-remove-title", { name: member.name }),
      words: t("member-remove-words"),
      action: t("member-remove"),
      carry: async () => {
        const answer = await api.ask(within(`members/${member.id}`), { method: "DELETE", version });
        if (!answer.ok) return answer.problem;
        changed(within("members"));
        go(slug.peek(), "members");
        return null;
      },
    });
  }
}

customElements.define("koronailta-member", MemberElement);

/** The link by which somebody is known at the door. @param {NetworkPerson} person */
export function personLinks(person) {
  const email = theMail().value?.configured ? person.email : null;
  return html`<div class="row person-links">
    <button class="button narrow" type="button" data-testid="person-link" @click=${() => newLink(person)}>${icon("link")}${t(person.has_link ? "link-renew" : "link-make")}</button>
    ${email ? html`<button class="button narrow" type="button" data-testid="person-link-mail" @click=${() => mailLink({ ...person, email })}>${icon("mail")}${t("link-mail")}</button>` : nothing}
    ${person.has_link ? html`<button class="button narrow danger-text" type="button" data-testid="person-link-revoke" @click=${() => revokeLink(person)}>${icon("link-2-off")}${t("link-revoke")}</button>` : nothing}
    <span class="soft small">${t(person.has_link ? "link-there" : "link-none")}</span></div>`;
}

class MemberForm extends FormElement {
  /** @override */
  static properties = { member: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Member | null} */
    this.member = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    const { member } = this;
    if (member) this.begin(`member.${member.id}`, of(member), this.etag);
    else this.begin("member.new", { ...of({ name: "", line_of_business: null, place: null }), person: "", email: "", language: language.peek() });
  }

  /** @override */
  fields() {
    return html`${this.line("name", t("member-name"), { max: 120, autocomplete: "organization" })}
      <div class="pair">${this.line("line_of_business", t("member-line"), { max: 120, optional: true })}${this.line("place", t("member-place"), { max: 120, optional: true })}</div>
      ${this.member ? nothing : html`<h2>${t("member-first-person")}</h2>
        <div class="pair">${this.line("person", t("person-name"), { max: 50, optional: true })}${this.line("email", t("person-email"), { type: "email", max: 254, optional: true })}</div>
        ${this.pick("language", t("person-language"), spoken())}`}`;
  }

  /** @override */
  check() {
    if (this.text("name").trim() === "") return { field: "name", key: "form-name-missing" };
    return !this.member && this.text("email").trim() !== "" && this.text("person").trim() === "" ? { field: "person", key: "form-name-missing" } : null;
  }

  /** @override */
  save() {
    const written = this.values.peek();
    if (this.member) return api.ask(within(`members/${this.member.id}`), { method: "PATCH", body: changes(this.base, written), version: this.version });
    const { person, email, language: spokenLanguage, ...member } = written;
    const name = String(person ?? "").trim();
    const body = { ...member, persons: name === "" ? [] : [{ name, email: String(email ?? "").trim() || null, language: spokenLanguage }] };
    return api.ask(within("members"), { method: "POST", body, key: this.key.of(body) });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`members/${this.member?.id}`));
    return answer.ok ? { values: of(/** @type {Member} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Member>} answer */
  done({ value }) {
    changed(within("members"));
    if (!this.member) go(slug.peek(), "members", value.id);
  }
}

/** @param {Pick<Member, "name" | "line_of_business" | "place">} member */
function of({ name, line_of_business, place }) {
  return { name, line_of_business: line_of_business ?? "", place: place ?? "" };
}

customElements.define("koronailta-member-form", MemberForm);

class PersonForm extends FormElement {
  /** @override */
  static properties = { member: { attribute: false }, person: { attribute: false } };

  constructor() {
    super();
    this.member = "";
    /** @type {NetworkPerson | null} */
    this.person = null;
  }

  /** @override */
  connected() {
    const { person } = this;
    const { name, email, language: spokenLanguage } = person ?? { name: "", email: "", language: language.peek() };
    this.begin(`person.${person?.id ?? `new.${this.member}`}`, { name, email: email ?? "", language: spokenLanguage }, person ? `"${person.version}"` : null);
    if (!person) this.beginAtFirstField();
  }

  /** @override */
  fields() {
    const { person } = this;
    return html`${person?.bounced ? html`<p class="note lamp">${icon("mail")}<span>${t("person-bounced")}</span></p>` : nothing}
      <div class="pair">${this.line("name", t("person-name"), { max: 50 })}${this.line("email", t("person-email"), { type: "email", max: 254, optional: true })}</div>
      ${this.pick("language", t("person-language"), spoken())}`;
  }

  /** @override */
  beside() {
    const { person } = this;
    return person ? html`<button class="button quiet danger-text" type="button" data-testid="remove-person" @click=${() => this.#remove(person)}>${icon("user-minus")}${t("person-remove")}</button>` : this.giveUp();
  }

  /** @override */
  check() {
    return this.text("name").trim() === "" ? { field: "name", key: "form-name-missing" } : null;
  }

  /** @override */
  save() {
    const written = sent(this.values.peek());
    if (this.person) return api.ask(within(`persons/${this.person.id}`), { method: "PATCH", body: changes(sent(this.base), written), version: this.version });
    return api.ask(within(`members/${this.member}/persons`), { method: "POST", body: written, key: this.key.of(written) });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`members/${this.member}`));
    const now = answer.ok ? /** @type {Member} */ (answer.value).persons.find((one) => one.id === this.person?.id) : undefined;
    return now ? { values: { name: now.name, email: now.email ?? "", language: now.language }, version: `"${now.version}"` } : null;
  }

  /** @override */
  done() {
    changed(within("members"));
    this.dispatchEvent(new CustomEvent("person-saved", { bubbles: true }));
  }

  /** @param {NetworkPerson} person */
  #remove(person) {
    confirm({
      title: t("person-remove-title", { name: person.name }),
      words: t("person-remove-words"),
      action: t("person-remove"),
      carry: async () => {
        const answer = await api.ask(within(`persons/${person.id}`), { method: "DELETE", version: this.version });
        if (answer.ok) changed(within("members"), within("staff"));
        return answer.ok ? null : answer.problem;
      },
    });
  }
}

/** No address is said as null. @param {import("../forms/merge.js").Values} values */
function sent({ name = "", email, language: spokenLanguage = "fi" }) {
  return { name, email: String(email ?? "").trim() || null, language: spokenLanguage };
}

customElements.define("koronailta-person-form", PersonForm);
