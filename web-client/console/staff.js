// Who looks after the network: hosts, advisors, writing interpreters, organizers.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { language, languageNames, languages, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { newSignInLink } from "./link_sheet.js";
import { personLinks } from "./member.js";
import { empty, fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").NetworkPerson} NetworkPerson */
/** @typedef {import("../protocol/api_types.js").StaffRole} StaffRole */

/** @type {readonly StaffRole[]} */
export const staffRoles = ["moderator", "advisor", "captioner", "organizer"];

/** @returns {import("./desk.js").Resource<{ staff: readonly NetworkPerson[] }>} */
export function theStaff() {
  return resource(within("staff"));
}

class StaffElement extends WatchingElement {
  /** @override */
  render() {
    const here = slug.value;
    return html`${head(t("section-staff"), { words: t("staff-words"), action: linkButton(address(here, "staff", "new"), "user-plus", t("staff-add"), "add-staff") })}
      ${fetched(theStaff(), ({ staff }) => staff.length === 0 ? empty("hand-heart", t("staff-none-title"), t("staff-none-words")) : html`
        ${staff.filter(({ role }) => role === "organizer").length === 1 ? html`<p class="note lamp">${icon("info")}<span>${t("staff-second-organizer")}</span></p>` : nothing}
        <ul class="plain cards" data-testid="staff">${staff.map((one) => html`<li><a class="card-link" data-testid="staff-person" data-name=${one.name} href=${address(here, "staff", one.id)}>
          <b><bdi>${one.name}</bdi></b><span class="small">${t(`role-${one.role}`)}</span>${one.email ? html`<span class="soft small"><bdi>${one.email}</bdi></span>` : nothing}${icon("chevron-right")}</a></li>`)}</ul>`)}`;
  }
}

customElements.define("koronailta-staff", StaffElement);

class StaffPerson extends WatchingElement {
  /** @override */
  static properties = { person: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} null: a new one */
    this.person = null;
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "staff"), words: t("section-staff") };
    if (this.person === null) return html`${head(t("staff-add"), { back })}<koronailta-staff-form class="sheet-card"></koronailta-staff-form>`;
    return fetched(theStaff(), ({ staff }) => {
      const found = staff.find((one) => one.id === this.person);
      if (!found) return html`${head(t("section-staff"), { back })}<p>${t("form-not-found")}</p>`;
      return html`${head(found.name, { back })}<div class="sheet-card"><koronailta-staff-form .person=${found}></koronailta-staff-form>${personLinks(found)}
        ${found.role === "organizer" ? html`<div><button class="button narrow" type="button" data-testid="sign-in-link" @click=${() => newSignInLink(found)}>${icon("key-round")}${t("link-sign-in")}</button></div>` : nothing}</div>`;
    });
  }
}

customElements.define("koronailta-staff-person", StaffPerson);

class StaffForm extends FormElement {
  /** @override */
  static properties = { person: { attribute: false } };

  constructor() {
    super();
    /** @type {NetworkPerson | null} */
    this.person = null;
  }

  /** @override */
  connected() {
    const { person } = this;
    this.begin(`staff.${person?.id ?? "new"}`, person ? of(person) : { name: "", email: "", language: language.peek(), role: "moderator" }, person ? `"${person.version}"` : null);
  }

  /** @override */
  fields() {
    return html`<div class="pair">${this.line("name", t("person-name"), { max: 50 })}${this.line("email", t("person-email"), { type: "email", max: 254, optional: true, hint: t("staff-email-hint") })}</div>
      ${this.radio("role", t("staff-role"), staffRoles.map((value) => ({ value, words: t(`staff-role-${value}`) })))}
      ${this.pick("language", t("person-language"), languages.map((value) => ({ value, words: languageNames[value] })))}`;
  }

  /** @override */
  check() {
    if (this.text("name").trim() === "") return { field: "name", key: "form-name-missing" };
    return this.text("role") === "organizer" && this.text("email").trim() === "" ? { field: "email", key: "form-email-missing" } : null;
  }

  /** @override */
  beside() {
    const { person } = this;
    return person ? html`<button class="button quiet danger-text" type="button" data-testid="remove-person" @click=${() => this.#remove(person)}>${icon("user-minus")}${t("person-remove")}</button>` : nothing;
  }

  /** @override */
  save() {
    const written = sent(this.values.peek());
    if (this.person) return api.ask(within(`persons/${this.person.id}`), { method: "PATCH", body: changes(sent(this.base), written), version: this.version });
    return api.ask(within("staff"), { method: "POST", body: written, key: this.key.of(written) });
  }

  /** @override */
  async current() {
    const answer = await api.get(within("staff"));
    const now = answer.ok ? /** @type {{ staff: readonly NetworkPerson[] }} */ (answer.value).staff.find((one) => one.id === this.person?.id) : undefined;
    return now ? { values: of(now), version: `"${now.version}"` } : null;
  }

  /** @override */
  done() {
    changed(within("staff"), within("members"));
    if (!this.person) go(slug.peek(), "staff");
  }

  /** @param {NetworkPerson} person */
  #remove(person) {
    confirm({
      title: t("person-remove-title", { name: person.name }),
      words: t("person-remove-words"),
      action: t("person-remove"),
      carry: async () => {
        const answer = await api.ask(within(`persons/${person.id}`), { method: "DELETE", version: this.version });
        if (!answer.ok) return answer.problem;
        changed(within("staff"), within("members"));
        go(slug.peek(), "staff");
        return null;
      },
    });
  }
}

/** @param {NetworkPerson} person */
function of({ name, email, language: spoken, role }) {
  return { name, email: email ?? "", language: spoken, role };
}

/** @param {import("../forms/merge.js").Values} values */
function sent(values) {
  return { ...values, email: String(values["email"] ?? "").trim() || null };
}

customElements.define("koronailta-staff-form", StaffForm);
