// Whom people can turn to when it is heavy; they see it at the door, in the room and at the end.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { language, languageNames, languages, t } from "../i18n/index.js";
import { api, changed, resource, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").HelpContact} HelpContact */

class HelpContacts extends WatchingElement {
  #adding = signal(false);

  /** @override */
  render() {
    const contacts = /** @type {import("./desk.js").Resource<{ contacts: readonly HelpContact[] }>} */ (resource(within("help-contacts")));
    return html`<section class="stack" aria-labelledby="help-title" @contact-saved=${() => (this.#adding.value = false)} @given-up=${() => (this.#adding.value = false)}><h2 id="help-title">${t("helper-title")}</h2>
      <p class="soft small">${t("helper-words")}</p>
      ${fetched(contacts, ({ contacts: all }) => all.length === 0 ? html`<p>${t("helper-none")}</p>` : html`<ul class="plain lines" data-testid="help-contacts">${all.map((one) => html`<li class="line">
        <div><b><bdi>${one.title}</bdi></b><br /><span><bdi>${one.address}</bdi></span>${one.hours ? html`<br /><span class="soft small"><bdi>${one.hours}</bdi></span>` : nothing} <span class="soft small">${languageNames[one.language]}</span></div>
        <button class="button quiet round danger-text" type="button" aria-label=${t("helper-remove", { title: one.title })} @click=${() => remove(one)}>${icon("trash-2")}</button></li>`)}</ul>`)}
      ${this.#adding.value ? html`<koronailta-help-form></koronailta-help-form>` : html`<div><button class="button" type="button" data-testid="add-help" @click=${() => (this.#adding.value = true)}>${icon("plus")}${t("helper-add")}</button></div>`}
    </section>`;
  }
}

/** @param {HelpContact} contact */
function remove(contact) {
  confirm({
    title: t("helper-remove", { title: contact.title }),
    words: t("helper-remove-words"),
    action: t("remove"),
    carry: async () => {
      const answer = await api.ask(within(`help-contacts/${contact.id}`), { method: "DELETE" });
      if (answer.ok) changed(within("help-contacts"));
      return answer.ok ? null : answer.problem;
    },
  });
}

customElements.define("koronailta-help-contacts", HelpContacts);

class HelpForm extends FormElement {
  /** @override */
  connected() {
    this.begin("help.new", { title: "", address: "", hours: "", language: language.peek() });
    this.beginAtFirstField();
  }

  /** @override */
  beside() {
    return this.giveUp();
  }

  /** @override */
  fields() {
    return html`<div class="pair">${this.line("title", t("helper-who"), { max: 80, hint: t("helper-who-hint") })}${this.line("address", t("helper-address"), { max: 200, hint: t("helper-address-hint") })}</div>
      <div class="pair">${this.line("hours", t("helper-hours"), { max: 80, optional: true })}${this.pick("language", t("helper-language"), languages.map((value) => ({ value, words: languageNames[value] })))}</div>`;
  }

  /** @override */
  check() {
    if (this.text("title").trim() === "") return { field: "title", key: "form-name-missing" };
    return this.text("address").trim() === "" ? { field: "address", key: "form-address-missing" } : null;
  }

  /** @override */
  save() {
    const written = this.values.peek();
    const body = { ...written, hours: String(written["hours"] ?? "").trim() || null };
    return api.ask(within("help-contacts"), { method: "POST", body, key: this.key.of(body) });
  }

  /** @override */
  done() {
    changed(within("help-contacts"));
    this.dispatchEvent(new CustomEvent("contact-saved", { bubbles: true }));
  }
}

customElements.define("koronailta-help-form", HelpForm);
