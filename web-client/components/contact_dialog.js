// "An advisor may contact me about this", from within the room: what one has asked for, and the form.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { askedFor } from "../board/asked.js";
import "../board/contact_form.js";
import { ContactDesk } from "../board/desk.js";
import { t } from "../i18n/index.js";
import { hereAt } from "../protocol/here.js";
import { problemFrom } from "../protocol/problem.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { theApp } from "./the_app.js";

class ContactDialog extends DialogElement {
  /** @override */
  static properties = { about: { attribute: false } };
  #desk = signal(/** @type {ContactDesk | null} */ (null));
  #sent = signal(false);

  constructor() {
    super();
    /** What it is about, as the card on the stage says; may be empty. */
    this.about = "";
  }

  /** @override */
  connected() {
    const evening = theApp().state.evening.peek()?.evening;
    const api = evening ? hereAt(evening) : null;
    if (!api) return;
    const desk = new ContactDesk(api, `evenings/${evening}/contact-requests`);
    this.#desk.value = desk;
    void desk.load();
  }

  /** @override */
  heading() {
    return t("contact-title");
  }

  /** @override */
  body() {
    const desk = this.#desk.value;
    if (!desk) return html`<p>${sentence(problemFrom(null))}</p>`;
    const known = desk.known.value;
    return html`${this.about ? html`<p><b><bdi>${this.about}</bdi></b></p>` : nothing}
      <p class="soft small">${t("contact-intro")}</p>
      ${askedFor(desk)}
      <div role="status">${this.#sent.value ? html`<p class="note" data-testid="contact-sent">${icon("check")}<span>${t("contact-sent")}</span></p>` : nothing}</div>
      ${known && !known.possible ? html`<p>${t("api-no-advisor")}</p>` : nothing}
      ${known?.possible && !this.#sent.value ? html`<koronailta-contact-form .desk=${desk} .about=${this.about} .name=${theApp().state.you.peek()?.name ?? ""} @asked=${() => (this.#sent.value = true)}></koronailta-contact-form>` : nothing}`;
  }
}

customElements.define("koronailta-contact-dialog", ContactDialog);
