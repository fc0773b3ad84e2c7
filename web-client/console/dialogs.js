// One dialog at a time over the organizer's side; and the question before something that cannot be undone.
import { html, keyed } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { DialogElement } from "../components/dialog.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/** @type {import("../vendor/signals.js").Signal<(() => unknown) | null>} */
const open = signal(null);

/** @param {() => unknown} template */
export function openDialog(template) {
  open.value = template;
}

/** Where the root puts it. Each opening is a dialog of its own: the one before may not have told yet that it was closed. */
export function shownDialog() {
  const template = open.value;
  return template ? html`<div @dialog-closed=${() => open.peek() === template && (open.value = null)}>${keyed(template, template())}</div>` : "";
}

/** @typedef {{ title: string, words: string, action: string, gentle?: boolean, carry: () => Promise<Problem | null> }} Grave gentle: it can be undone */

/** Asks before something grave. @param {Grave} grave */
export function confirm(grave) {
  openDialog(() => html`<koronailta-confirm-dialog .grave=${grave}></koronailta-confirm-dialog>`);
}

class ConfirmDialog extends DialogElement {
  /** @override */
  static properties = { grave: { attribute: false } };
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);

  constructor() {
    super();
    /** @type {Grave} */
    this.grave = { title: "", words: "", action: "", carry: async () => null };
  }

  /** @override */
  heading() {
    return this.grave.title;
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    return html`<p>${this.grave.words}</p>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : ""}
      <div class="dialog-foot"><button class="button" type="button" @click=${() => this.close()}>${t("cancel")}</button>
        <button class="button ${this.grave.gentle ? "main" : "danger"}" type="button" data-testid="confirm" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${this.#carry}>${this.grave.action}</button></div>`;
  }

  #carry = async () => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#problem.value = await this.grave.carry();
    this.#busy.value = false;
    if (!this.#problem.peek()) this.close();
  };
}

customElements.define("koronailta-confirm-dialog", ConfirmDialog);
