// Captions that were kept of an evening: to read, and to save as a file.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { clock, languageNames, t } from "../i18n/index.js";
import { Api } from "../protocol/api.js";
import { savesFile } from "./blobs.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Language} Language */
/** @typedef {import("../protocol/api_types.js").KeptCaptions} KeptCaptions */
/** @typedef {import("../protocol/api_types.js").EveningSummary["captions"]} Offered */

const files = /** @type {const} */ ([{ form: "text", ending: "txt" }, { form: "vtt", ending: "vtt" }]);

class AfterCaptions extends WatchingElement {
  /** @override */
  static properties = { api: { attribute: false }, evening: { attribute: false }, offered: { attribute: false } };
  #open = signal(/** @type {{ language: Language, lines: KeptCaptions["lines"] } | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    this.api = new Api();
    /** An evening's id. */
    this.evening = "";
    /** @type {Offered} */
    this.offered = [];
  }

  /** @override */
  render() {
    const open = this.#open.value;
    const problem = this.#problem.value;
    return html`<h2 id="after-captions">${t("after-captions")}</h2><p class="soft small">${t("after-captions-words")}</p>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      <ul class="plain lines">${this.offered.map(({ language, lines }) => {
        const shown = open?.language === language;
        const named = { language: languageNames[language] };
        return html`<li class="stack tight" data-testid="after-captions" data-language=${language}>
          <p>${icon("keyboard")} <b lang=${language}>${languageNames[language]}</b> <span class="soft small">${t("captions-lines", { count: lines })}</span></p>
          <div class="row"><button class="button narrow" type="button" data-testid="after-captions-read" aria-expanded=${shown ? "true" : "false"} aria-label=${t(shown ? "after-captions-hide-all" : "after-captions-read-all", named)} @click=${() => void this.#read(language)}>${icon(shown ? "eye-off" : "eye")}${t(shown ? "after-captions-hide" : "after-captions-read")}</button>
            ${files.map(({ form, ending }) => html`<button class="button narrow" type="button" data-testid="after-captions-${form}" aria-label=${t(`after-captions-${form}-all`, named)} @click=${() => void this.#save(language, form, ending)}>${icon("download")}${t(`after-captions-${form}`)}</button>`)}</div>
          ${shown ? html`<div class="kept-captions" tabindex="0" role="region" lang=${language} aria-label=${`${t("after-captions")}: ${languageNames[language]}`} data-testid="after-captions-lines">${paragraphs(open.lines).map(({ at, text }) => html`<div><p class="soft small">${clock(at)}</p><p class="lines-kept">${text}</p></div>`)}</div>` : nothing}</li>`;
      })}</ul>`;
  }

  /** @param {Language} language */
  async #read(language) {
    if (this.#open.peek()?.language === language) {
      this.#open.value = null;
      return;
    }
    /** @type {import("../protocol/api.js").Answer<KeptCaptions>} */
    const answer = await this.api.get(`evenings/${encodeURIComponent(this.evening)}/captions/${language}`);
    this.#problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) this.#open.value = { language, lines: answer.value.lines };
  }

  /** @param {Language} language @param {string} form @param {string} ending */
  async #save(language, form, ending) {
    this.#problem.value = await savesFile(this.api, `evenings/${encodeURIComponent(this.evening)}/captions/${language}?form=${form}`, `${t("after-captions")} ${language}.${ending}`);
  }
}

/** After so long a silence a new paragraph begins, in milliseconds. */
const pauseMs = 60_000;
/** Lines of a paragraph: what one reads without losing the place. */
const linesTogether = 8;

/** Lines that were said in one go stand together, under the time of the first. @param {KeptCaptions["lines"]} lines */
export function paragraphs(lines) {
  const all = /** @type {{ at: number, text: string, last: number, count: number }[]} */ ([]);
  for (const { at, text } of lines) {
    const now = all.at(-1);
    if (now && at - now.last <= pauseMs && now.count < linesTogether) Object.assign(now, { text: `${now.text}\n${text}`, last: at, count: now.count + 1 });
    else all.push({ at, text, last: at, count: 1 });
  }
  return all;
}

customElements.define("koronailta-after-captions", AfterCaptions);
