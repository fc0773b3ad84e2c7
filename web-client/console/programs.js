// What is for other programs, on a page of its own: most organizers never need it.
import { html } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { t } from "../i18n/index.js";
import { address, slug } from "./desk.js";
import "./tokens.js";
import "./webhooks.js";
import { head } from "./words.js";

class ProgramsElement extends WatchingElement {
  /** @override */
  render() {
    return html`${head(t("programs-title"), { back: { href: address(slug.value, "settings"), words: t("section-settings") }, words: t("programs-words") })}
      <koronailta-tokens class="sheet-card"></koronailta-tokens><koronailta-webhooks class="sheet-card"></koronailta-webhooks>
      <p class="soft small"><a href="/api/v1/openapi.json">${t("programs-openapi")}</a></p>`;
  }
}

customElements.define("koronailta-programs", ProgramsElement);
