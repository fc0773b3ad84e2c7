// Whether what is said here is end-to-end encrypted: from whom it is protected, what no such encryption can do, and the
// numbers by which people can check aloud that nobody sits in between. `<koronailta-words></koronailta-words>`, no properties.
import { html, nothing } from "../vendor/lit.js";
import { written } from "../e2ee/words.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { theApp } from "./the_app.js";

export class WordsElement extends WatchingElement {
  /** @override */
  render() {
    const confidence = theApp().state.confidence.value;
    if (confidence.type === "open") return nothing;
    if (confidence.type === "agreeing") return html`<p class="sealed" role="status" data-testid="sealing">${t("sealed-agreeing")}</p>`;
    if (confidence.type === "doubted") return html`<p class="sealed doubted" role="alert" data-testid="sealed-doubted">${t("sealed-doubted")}</p>`;
    return html`<details class="sealed" data-testid="sealed">
      <summary>${icon("lock")}${t("sealed-title")}</summary>
      <p>${t("sealed-protects")}</p>
      <p>${t("sealed-compare")}</p>
      <p class="numbers" data-testid="sealed-words">${written(confidence.words)}</p>
      <p>${t("sealed-changes")}</p>
      <p class="soft small">${t("sealed-readable")}</p>
      <p class="soft small">${t("sealed-limits")}</p>
    </details>`;
  }
}

customElements.define("koronailta-words", WordsElement);
