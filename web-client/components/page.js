// The frame of the quiet pages: name of the service, language, landscape.
import { html } from "../vendor/lit.js";
import { language, languageNames, languages, setLanguage, t } from "../i18n/index.js";
import { fells } from "./fells.js";
import { icon } from "./icon.js";
import { telephone } from "./text.js";

/** The three languages, each in its own words. */
export function languageSwitch() {
  return html`<div class="language-switch" role="group" aria-label=${t("language")}>
    ${languages.map(
      (one) => html`<button type="button" lang=${one} aria-pressed=${one === language.value ? "true" : "false"}
        @click=${() => void setLanguage(one)}>${languageNames[one]}</button>`,
    )}
  </div>`;
}

/**
 * A page with the landscape behind it.
 * @param {unknown} content
 * @param {{ calm?: boolean, narrow?: boolean }} [shape] calm: one sheet in the middle
 */
export function page(content, shape = {}) {
  return html`<div class="page ${shape.calm ? "calm" : ""}">
    <header class="page-head">
      <span class="brand"><img src="/favicon.svg" alt="" width="30" height="30" />Koronailta</span>
      ${languageSwitch()}
    </header>
    <main class="page-main ${shape.narrow ? "narrow" : ""}" id="main">${content}</main>
    <div class="page-scene">${fells()}</div>
  </div>`;
}

/**
 * Whom to call when it does not work.
 * @param {string | null | undefined} phone
 */
export function helpLine(phone) {
  if (!phone) return "";
  return html`<p class="help-line">${icon("phone")}<span>${t("help-call")}</span> <a href=${telephone(phone)}>${phone}</a></p>`;
}

/** The promise that nothing is recorded, what is kept all the same, and what nobody can promise. @param {{ captions_kept: boolean } | null} evening */
export function noRecording(evening) {
  const said = evening?.captions_kept
    ? html`${t("not-recorded-sound")} <b data-testid="not-recorded-captions">${t("not-recorded-captions")}</b>`
    : t("not-recorded");
  return html`<p class="promise" data-testid="not-recorded">${icon("shield")}<span>${said} ${t("not-recorded-screen")}</span></p>`;
}
