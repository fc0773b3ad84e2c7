// Files that belong to an announcement or to a support scheme.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { api, changed, within } from "./desk.js";
import { trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/** Bytes of one file; the server's limit. */
const most = 4 * 1024 * 1024;

class Files extends WatchingElement {
  /** @override */
  static properties = { files: { attribute: false }, path: { attribute: false }, list: { attribute: false } };
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);

  constructor() {
    super();
    /** @type {readonly import("../protocol/api_types.js").Attachment[]} */
    this.files = [];
    /** Where they are, within the network. */
    this.path = "";
    /** What is asked again once they have changed. */
    this.list = "";
  }

  /** @override */
  render() {
    const all = this.files;
    const problem = this.#problem.value;
    return html`<section class="stack" aria-labelledby="attachments-title"><h2 id="attachments-title">${t("attachments-title")}</h2>
      ${all.length === 0 ? nothing : html`<ul class="plain lines">${all.map((one) => html`<li class="line"><span>${icon("paperclip")} <bdi>${one.name}</bdi></span>
        <button class="button quiet round danger-text" type="button" aria-label=${t("attachment-remove", { name: one.name })} @click=${() => void this.#send(`/${one.id}`, { method: "DELETE" })}>${icon("trash-2")}</button></li>`)}</ul>`}
      <div class="field"><label for="attachment-file">${t("attachment-add")}</label><input id="attachment-file" type="file" accept=".pdf,.png,.jpg,.jpeg,.txt" data-testid="attachment-file" aria-describedby="attachment-hint" @change=${this.#chosen} />
        <p class="soft small" id="attachment-hint">${t("attachment-hint")}</p></div>
      ${problem ? trouble(problem) : nothing}</section>`;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    const file = field.files?.[0];
    if (!file || this.#busy.peek()) return;
    if (file.size > most) {
      this.#problem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 4 } };
      return;
    }
    void this.#send(`?name=${encodeURIComponent(file.name)}`, { method: "POST", content: file, type: file.type || "application/octet-stream" }).then(() => (field.value = ""));
  };

  /** @param {string} more @param {import("../protocol/api.js").Question} question */
  async #send(more, question) {
    this.#busy.value = true;
    const answer = await api.ask(within(`${this.path}${more}`), question);
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    changed(within(this.list));
  }
}

customElements.define("koronailta-files", Files);
