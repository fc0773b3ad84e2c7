// Captions that were kept of an evening: the organizer sees how many there are, and erases them at once.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { languageNames, t } from "../i18n/index.js";
import { api, changed, resource, within } from "./desk.js";
import { confirm } from "./dialogs.js";

/** @typedef {import("../protocol/api_types.js").EveningSummary} EveningSummary */

class KeptCaptionsElement extends WatchingElement {
  /** @override */
  static properties = { evening: { attribute: false } };

  constructor() {
    super();
    this.evening = "";
  }

  /** @override */
  render() {
    const path = `evenings/${this.evening}/summary`;
    const found = /** @type {import("./desk.js").Resource<EveningSummary>} */ (resource(path));
    const captions = found.value?.captions ?? [];
    if (captions.length === 0) return nothing;
    return html`<section class="sheet-card stack" aria-labelledby="kept-captions-title" data-testid="kept-captions"><h2 id="kept-captions-title">${t("captions-erase-title")}</h2>
      <ul class="plain">${captions.map(({ language, lines }) => html`<li><b lang=${language}>${languageNames[language]}</b>: ${t("captions-lines", { count: lines })}</li>`)}</ul>
      <p class="soft small">${t("captions-erase-words")}</p>
      <div><button class="button danger-text" type="button" data-testid="erase-captions" @click=${() => this.#erase(path)}>${icon("trash-2")}${t("captions-erase")}</button></div></section>`;
  }

  /** @param {string} path */
  #erase(path) {
    confirm({
      title: t("captions-erase"),
      words: t("captions-erase-sure"),
      action: t("captions-erase"),
      carry: async () => {
        const answer = await api.ask(within(`evenings/${this.evening}/captions`), { method: "DELETE" });
        if (answer.ok) changed(path);
        return answer.ok ? null : answer.problem;
      },
    });
  }
}

customElements.define("koronailta-kept-captions", KeptCaptionsElement);
