// The base of dialogs: a native modal <dialog>, which keeps the focus inside, closes with Escape and gives the focus
// back. On a phone it is a sheet at the lower edge.
import { html } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";

let count = 0;

/** What stands in every open dialog: a modal one puts the page behind it out of reach, for hands and for ears. @type {() => unknown} */
let aside = () => "";

/** @param {() => unknown} render what a page has to say at any time */
export function setDialogAside(render) {
  aside = render;
}

export class DialogElement extends WatchingElement {
  #titleId = `dialog-title-${(count += 1)}`;

  /** The title, in the words of the page.
   * @returns {string} */
  heading() {
    return "";
  }

  /** What stands below the title.
   * @returns {unknown} */
  body() {
    return "";
  }

  /** @override */
  render() {
    return html`<dialog class="sheet" aria-labelledby=${this.#titleId} @close=${this.#closed} @click=${this.#outside}>
      <div class="dialog-top">
        <div class="dialog-head">
          <h2 id=${this.#titleId} tabindex="-1">${this.heading()}</h2>
          <button class="button quiet round" type="button" aria-label=${t("close")} @click=${() => this.close()}>${icon("x")}</button>
        </div>
        ${aside()}
      </div>
      <div class="dialog-body">${this.body()}</div>
    </dialog>`;
  }

  /** @override */
  firstUpdated() {
    const dialog = this.querySelector("dialog");
    dialog?.showModal();
    // The title first: a screen reader tells where one is, and no keyboard opens on a phone.
    if (!this.querySelector("[autofocus]")) this.querySelector("h2")?.focus();
  }

  /** Closes the dialog; the element that opened it takes it away at `dialog-closed`. */
  close() {
    this.querySelector("dialog")?.close();
  }

  #closed() {
    this.dispatchEvent(new CustomEvent("dialog-closed", { bubbles: true }));
  }

  /** @param {MouseEvent} event */
  #outside(event) {
    if (event.target !== event.currentTarget) return;
    const box = this.querySelector("dialog")?.getBoundingClientRect();
    if (!box) return;
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) this.close();
  }
}
