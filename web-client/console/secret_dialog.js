// A secret for a program, shown once.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { DialogElement } from "../components/dialog.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { openDialog } from "./dialogs.js";

/** @typedef {{ title: string, words: string, secret: string }} Secret */

/** @param {Secret} secret */
export function showSecret(secret) {
  openDialog(() => html`<koronailta-secret-dialog .secret=${secret}></koronailta-secret-dialog>`);
}

class SecretDialog extends DialogElement {
  /** @override */
  static properties = { secret: { attribute: false } };
  #copied = signal(false);

  constructor() {
    super();
    /** @type {Secret} */
    this.secret = { title: "", words: "", secret: "" };
  }

  /** @override */
  heading() {
    return this.secret.title;
  }

  /** @override */
  body() {
    return html`<p>${this.secret.words}</p><p class="once" data-testid="secret">${this.secret.secret}</p><p class="soft small">${t("secret-once")}</p>
      <div class="dialog-foot"><button class="button main" type="button" data-testid="copy-secret" @click=${this.#copy}>${icon("copy")}${t("secret-copy")}</button></div>
      <p class="small" role="status">${this.#copied.value ? t("secret-copied") : nothing}</p>`;
  }

  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.secret.secret);
      this.#copied.value = true;
    } catch {
      // Then it is marked, so that it can be copied by hand.
      const words = this.querySelector(".once");
      if (words) getSelection()?.selectAllChildren(words);
    }
  };
}

customElements.define("koronailta-secret-dialog", SecretDialog);
