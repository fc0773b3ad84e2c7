// Whom to turn to when it is heavy. Always within reach, never in the way: one opens it oneself.
import { html, nothing } from "../vendor/lit.js";
import { language, languageNames, t } from "../i18n/index.js";
import { reach } from "./contact_address.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { theApp } from "./the_app.js";

/** @typedef {import("../protocol/types.js").HelpContact} HelpContact */

/** @type {Record<"phone" | "mail" | "web", import("./icon.js").IconName>} */
const shapes = { phone: "phone", mail: "send", web: "external-link" };

/** Those who help in the language of the page first; otherwise the organizer's order. @param {readonly HelpContact[]} all */
function ordered(all) {
  return [...all.filter((one) => one.language === language.value), ...all.filter((one) => one.language !== language.value)];
}

/** The list, and the number that helps everywhere. */
export function helpContacts() {
  const all = ordered(theApp().state.evening.value?.help_contacts ?? []);
  return html`<div class="stack" data-testid="help-contacts">
    <p>${t("contacts-words")}</p>
    ${all.length > 0 ? html`<ul class="plain contacts">${all.map(contact)}</ul>` : html`<p class="soft">${t("contacts-none")}</p>`}
    <p class="contact-emergency">${icon("phone")}<span>${t("contacts-emergency")}</span> <a href="tel:112">112</a></p>
  </div>`;
}

/** @param {HelpContact} one */
function contact(one) {
  const way = reach(one.address);
  return html`<li class="contact" data-testid="help-contact">
    <b><bdi>${one.title}</bdi></b>
    ${way
      ? html`<a class="contact-way" href=${way.href} target=${way.kind === "web" ? "_blank" : nothing} rel=${way.kind === "web" ? "noopener noreferrer" : nothing}>${icon(shapes[way.kind])}<bdi>${one.address}</bdi></a>`
      : html`<bdi>${one.address}</bdi>`}
    <span class="small soft">${one.hours ? html`<bdi>${one.hours}</bdi>` : nothing}${one.language === language.value ? nothing : html`${one.hours ? " · " : nothing}<span lang=${one.language}>${languageNames[one.language]}</span>`}</span>
  </li>`;
}

/** On the quiet pages: closed until somebody wants it. */
export function foldedHelpContacts() {
  return html`<details class="fold" data-testid="open-help-contacts"><summary>${icon("hand-heart")}${t("contacts-open")}${icon("chevron-down", "chevron")}</summary>${helpContacts()}</details>`;
}

class ContactsDialog extends DialogElement {
  /** @override */
  heading() {
    return t("contacts-title");
  }

  /** @override */
  body() {
    return helpContacts();
  }
}

customElements.define("koronailta-contacts-dialog", ContactsDialog);
