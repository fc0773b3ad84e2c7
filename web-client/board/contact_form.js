// "An advisor may contact me about this": who, how, about what, and what one agrees to.
import { html, nothing } from "../vendor/lit.js";
import { language, t } from "../i18n/index.js";
import { FormElement } from "../forms/form.js";
import { ContactDesk } from "./desk.js";
import { Api } from "../protocol/api.js";

class ContactForm extends FormElement {
  /** @override */
  static properties = { desk: { attribute: false }, about: { attribute: false }, name: { attribute: false } };

  constructor() {
    super();
    /** @type {ContactDesk} */
    this.desk = new ContactDesk(new Api(), "");
    /** What it is about, as its heading says. */
    this.about = "";
    /** The name by which a guest is in the room. */
    this.name = "";
  }

  /** @override */
  connected() {
    this.#begin();
    // What one agrees to is read in the language of the page.
    let read = language.peek();
    this.watch(() => {
      if (language.value === read) return;
      read = language.value;
      void this.desk.load();
    });
  }

  #begin() {
    const known = this.desk.known.peek();
    this.begin(`contact.${this.about}`, { name: known?.name ?? this.name, email: known?.email ?? "", phone: "", words: "", agreed: false });
  }

  /** @override */
  fields() {
    const known = this.desk.known.value;
    return html`${known?.name ? nothing : this.line("name", t("contact-name"), { max: 40, autocomplete: "name" })}
      <div class="pair">${this.line("phone", t("contact-phone"), { type: "tel", max: 40, optional: true, autocomplete: "tel", hint: t("contact-one-is-enough") })}
        ${this.line("email", t("contact-email"), { type: "email", max: 254, optional: true, autocomplete: "email" })}</div>
      ${this.area("words", t("contact-words"), { max: 1000, rows: 3, optional: true, hint: t("contact-words-hint") })}
      <p class="small" data-testid="contact-consent">${known?.consent.words}</p>
      ${this.tick("agreed", t("contact-agree"))}`;
  }

  /** @override */
  check() {
    if (!this.desk.known.peek()?.name && this.text("name").trim() === "") return { field: "name", key: "form-name-missing" };
    if (this.text("phone").trim() === "" && this.text("email").trim() === "") return { field: "phone", key: "api-contact-missing" };
    return this.values.peek()["agreed"] === true ? null : { field: "agreed", key: "api-consent-needed" };
  }

  /** @override */
  action() {
    return t("contact-send");
  }

  /** @override */
  async save() {
    const orNone = (/** @type {string} */ name) => this.text(name).trim() || null;
    const body = {
      consent: this.desk.known.peek()?.consent.version ?? 0,
      consent_words: this.desk.known.peek()?.consent.words ?? "",
      language: language.peek(),
      about: this.about,
      words: this.text("words"),
      name: orNone("name"),
      email: orNone("email"),
      phone: orNone("phone"),
    };
    const answer = await this.desk.ask(body);
    // Another wording holds since the page was opened: it has to be read before it is agreed to.
    if (!answer.ok && answer.problem.key === "api-consent-needed") {
      await this.desk.load();
      this.set("agreed", false);
    }
    return answer;
  }

  /** @override */
  done() {
    this.#begin();
    this.dispatchEvent(new CustomEvent("asked", { bubbles: true }));
  }
}

customElements.define("koronailta-contact-form", ContactForm);
