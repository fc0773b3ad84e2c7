// The first thing a new organizer does: give the network a name, and say who they are.
import { html, nothing } from "../vendor/lit.js";
import { FormElement } from "../forms/form.js";
import { icon } from "../components/icon.js";
import { language, languageNames, languages, t } from "../i18n/index.js";
import { address, api, askSession, go, session } from "./desk.js";
import { slugOf } from "./slug.js";

class NewNetwork extends FormElement {
  #slugTouched = false;

  /** @override */
  connected() {
    const person = session.peek()?.person;
    this.begin("network", {
      name: "", slug: "", languages: ["fi"],
      organizer_name: person?.name ?? "", organizer_email: person?.email ?? "",
    });
    this.#slugTouched = this.text("slug") !== "";
  }

  /** @override */
  fields() {
    const more = (session.value?.networks.length ?? 0) > 0;
    return html`${more ? html`<a class="back" href="#/">${icon("arrow-left")}${t("networks-title")}</a>` : nothing}
      <h1 tabindex="-1">${t(more ? "network-another" : "network-new-title")}</h1>
      <p>${t("network-new-words")}</p>
      ${this.line("name", t("network-name"), { max: 120, hint: t("network-name-hint") })}
      ${this.ticks("languages", t("network-languages"), languages.map((value) => ({ value, words: languageNames[value] })))}
      ${this.line("organizer_name", t("organizer-name"), { max: 120, autocomplete: "name" })}
      ${this.line("organizer_email", t("organizer-email"), { type: "email", max: 254, autocomplete: "email", hint: t("organizer-email-hint") })}
      <details class="fold"><summary>${icon("globe")}${t("network-address")}${icon("chevron-down", "chevron")}</summary>
        <div class="stack">${this.line("slug", t("network-slug"), { max: 60, hint: t("network-slug-hint", { address: `${location.host}/n/${this.text("slug") || "…"}` }) })}</div></details>`;
  }

  /** The address follows the name until somebody writes one. @override @param {string} name @param {import("../forms/merge.js").Values[string]} value */
  set(name, value) {
    if (name === "slug") this.#slugTouched = true;
    super.set(name, value);
    if (name === "name" && !this.#slugTouched) super.set("slug", slugOf(String(value)));
  }

  /** @override */
  action() {
    return t("network-make");
  }

  /** @override */
  check() {
    if (this.text("name").trim() === "") return { field: "name", key: "form-name-missing" };
    if (/** @type {readonly string[]} */ (this.values.value["languages"]).length === 0) return { field: "languages", key: "form-language-missing" };
    if (this.text("organizer_name").trim() === "") return { field: "organizer_name", key: "form-name-missing" };
    if (!/^\S+@\S+$/u.test(this.text("organizer_email").trim())) return { field: "organizer_email", key: "form-email-missing" };
    return null;
  }

  /** @override */
  save() {
    const { name, slug, languages: chosen, organizer_name, organizer_email } = this.values.peek();
    const body = {
      name, slug, languages: chosen,
      organizer: { name: organizer_name, email: organizer_email, language: language.peek() },
    };
    return api.ask("networks", { method: "POST", body, key: this.key.of(body) });
  }

  /** @override @param {import("../protocol/api.js").Given<{ slug: string }>} answer */
  async done({ value }) {
    await askSession();
    go(value.slug);
    if (location.hash === address(value.slug)) this.requestUpdate();
  }
}

customElements.define("koronailta-new-network", NewNetwork);
