// What the network is called and how it looks, what it promises, whom to turn to, and its links.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { languageNames, languages, t } from "../i18n/index.js";
import { address, api, changed, theNetwork, within } from "./desk.js";
import "./help_contacts.js";
import "./logo.js";
import "./mail.js";
import { fetched, head } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Network} Network */

/** Named, not mixed: each is readable in the light and the dark theme. */
export const accents = ["dusk", "spruce", "lingon", "lamp"];

/** Where a network of ours may be; any other zone that the server knows is kept. */
const zones = ["Europe/Helsinki", "Europe/Stockholm", "Europe/Oslo", "Europe/Tallinn", "Europe/London", "UTC"];

class SettingsElement extends WatchingElement {
  /** @override */
  render() {
    return html`${head(t("section-settings"))}
      ${fetched(theNetwork(), (network, etag) => html`
        <koronailta-network-form class="sheet-card" .network=${network} .etag=${etag}></koronailta-network-form>
        <koronailta-logo class="sheet-card"></koronailta-logo>
        <koronailta-help-contacts class="sheet-card"></koronailta-help-contacts>
        <koronailta-guest-links class="sheet-card"></koronailta-guest-links>
        <koronailta-mail class="sheet-card"></koronailta-mail>
        <section class="sheet-card"><h2>${t("public-page-title")}</h2><p>${t("public-page-words")}</p>
          <div><a class="button" href=${`/n/${network.slug}`} target="_blank" rel="noopener">${icon("external-link")}${t("public-page-open")}</a></div></section>
        <section class="sheet-card"><h2>${t("programs-title")}</h2><p class="soft small">${t("programs-words")}</p>
          <div><a class="button" href=${address(network.slug, "settings", "programs")} data-testid="to-programs">${icon("key-round")}${t("programs-open")}</a></div></section>`)}`;
  }
}

customElements.define("koronailta-settings", SettingsElement);

class NetworkForm extends FormElement {
  /** @override */
  static properties = { network: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Network | null} */
    this.network = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    if (this.network) this.begin(`network.${this.network.slug}`, of(this.network), this.etag);
  }

  /** @override */
  fields() {
    const zone = this.text("time_zone");
    return html`<h2>${t("settings-network")}</h2>
      ${this.line("name", t("network-name"), { max: 120 })}
      ${this.area("public_text", t("settings-public-text"), { max: 4000, hint: t("settings-public-text-hint") })}
      ${this.line("contact_email", t("settings-contact-email"), { type: "email", max: 254, optional: true, hint: t("settings-contact-email-hint") })}
      ${this.line("help_phone", t("settings-help-phone"), { type: "tel", max: 40, optional: true, hint: t("settings-help-phone-hint") })}
      ${this.ticks("languages", t("network-languages"), languages.map((value) => ({ value, words: languageNames[value] })))}
      <fieldset class="field"><legend class="strong" data-field="accent">${t("settings-accent")}</legend><div class="swatches">${accents.map((value, at) => html`<label class="swatch" data-accent=${value}>
        <input id=${at === 0 ? this.idOf("accent") : nothing} type="radio" name="accent" value=${value} data-testid="field-accent-${value}" .checked=${this.text("accent") === value} @change=${() => this.set("accent", value)} /><span class="swatch-mark"></span><span>${t(`accent-${value}`)}</span></label>`)}</div></fieldset>
      ${this.area("ground_rules", t("settings-rules"), { max: 2000, rows: 5, hint: t("settings-rules-hint") })}
      ${this.tick("members_may_host", t("settings-members-may-host"), { hint: t("settings-members-may-host-hint") })}
      <details class="fold"><summary>${icon("shield")}${t("settings-more")}${icon("chevron-down", "chevron")}</summary><div class="stack">
        ${this.area("privacy_text", t("settings-privacy"), { max: 8000, hint: t("settings-privacy-hint") })}
        ${this.pick("time_zone", t("settings-zone"), [...new Set([...zones, zone])].filter(Boolean).map((value) => ({ value, words: value.replace("_", " ") })))}
        <div class="pair">${this.line("chat_days", t("settings-chat-days"), { type: "number", least: 1, most: 3650, hint: t("settings-days-hint") })}
          ${this.line("attendance_days", t("settings-attendance-days"), { type: "number", least: 1, most: 3650, hint: t("settings-days-hint") })}</div>
        <div class="pair">${this.line("contact_done_days", t("settings-contact-done-days"), { type: "number", least: 1, most: 3650, hint: t("settings-contact-hint") })}
          ${this.line("contact_made_days", t("settings-contact-made-days"), { type: "number", least: 1, most: 3650 })}</div></div></details>`;
  }

  /** @override */
  check() {
    if (this.text("name").trim() === "") return { field: "name", key: "form-name-missing" };
    return /** @type {readonly string[]} */ (this.values.value["languages"]).length === 0 ? { field: "languages", key: "form-language-missing" } : null;
  }

  /** @override */
  save() {
    return api.ask(within(""), { method: "PATCH", body: changes(sent(this.base), sent(this.values.peek())), version: this.version });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(""));
    return answer.ok ? { values: of(/** @type {Network} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Network>} answer */
  done({ value, etag }) {
    theNetwork().set(value, etag);
    changed("session");
  }
}

/** @param {Network} network */
function of(network) {
  const { name, public_text, contact_email, help_phone, languages: spoken, accent, ground_rules, members_may_host, privacy_text, time_zone, chat_days, attendance_days, contact_done_days, contact_made_days } = network;
  return {
    name, public_text, contact_email: contact_email ?? "", help_phone: help_phone ?? "", languages: spoken, accent,
    ground_rules, members_may_host, privacy_text, time_zone, chat_days, attendance_days, contact_done_days, contact_made_days,
  };
}

/** @param {import("../forms/merge.js").Values} values */
function sent(values) {
  const orNone = (/** @type {string} */ name) => String(values[name] ?? "").trim() || null;
  return {
    ...values,
    contact_email: orNone("contact_email"),
    help_phone: orNone("help_phone"),
    chat_days: Number(values["chat_days"]),
    attendance_days: Number(values["attendance_days"]),
    contact_done_days: Number(values["contact_done_days"]),
    contact_made_days: Number(values["contact_made_days"]),
  };
}

customElements.define("koronailta-network-form", NetworkForm);
