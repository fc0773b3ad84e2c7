// The network's sign, shown on its public page.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { api, theNetwork, within } from "./desk.js";
import { trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/** Bytes; the server's limit. */
const most = 3 * 1024 * 1024;

class LogoElement extends WatchingElement {
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);
  /** A picture that was changed has to be fetched anew. */
  #edition = signal(0);

  /** @override */
  render() {
    const there = theNetwork().value?.logo === true;
    const problem = this.#problem.value;
    return html`<section class="stack" aria-labelledby="logo-title"><h2 id="logo-title">${t("logo-title")}</h2>
      ${there ? html`<img class="logo" src=${`/api/v1/${within("logo")}?edition=${this.#edition.value}`} alt=${t("logo-title")} />` : nothing}
      <div class="field"><label for="logo-file">${t(there ? "logo-change" : "logo-add")}</label>
        <input id="logo-file" type="file" accept="image/png,image/jpeg,image/webp" data-testid="logo-file" aria-describedby="logo-hint" @change=${this.#chosen} />
        <p class="soft small" id="logo-hint">${t("logo-hint")}</p></div>
      ${problem ? trouble(problem) : nothing}
      ${there ? html`<div><button class="button danger-text narrow" type="button" @click=${() => void this.#send("DELETE")}>${icon("trash-2")}${t("logo-remove")}</button></div>` : nothing}</section>`;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    const file = /** @type {HTMLInputElement} */ (target).files?.[0];
    if (!file || this.#busy.peek()) return;
    if (file.size > most) this.#problem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 3 } };
    else void this.#send("PUT", file);
  };

  /** @param {"PUT" | "DELETE"} method @param {File} [file] */
  async #send(method, file) {
    this.#busy.value = true;
    const known = await api.get(within("logo"));
    const version = known.ok ? known.etag : null;
    const answer = await api.ask(within("logo"), file ? { method, content: file, type: file.type, version } : { method, version });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#edition.value += 1;
    await theNetwork().load();
  }
}

customElements.define("koronailta-logo", LogoElement);
