// Asking how people feel, and offering help to all: for those who look after the evening.
import { html } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { ask, asked } from "./mood.js";
import { act, theApp } from "./the_app.js";

/** @typedef {import("../protocol/types.js").MoodMoment} MoodMoment */

class MoodDialog extends DialogElement {
  /** @override */
  heading() {
    return t("more-mood");
  }

  /** @override */
  body() {
    return html`<p>${t("mood-host-words")}</p>
      ${this.#moment("door")} ${this.#moment("end")}
      <section class="stack tight"><h3>${t("help-offer-title")}</h3><p class="small soft" id="help-offer-hint">${t("help-offer-words")}</p>
        <div><button class="button" type="button" data-testid="help-offer" aria-describedby="help-offer-hint" @click=${() => {
          this.close();
          act({ type: "help_offer" });
        }}>${icon("hand-heart")}${t("help-offer")}</button></div></section>`;
  }

  /** @param {MoodMoment} moment */
  #moment(moment) {
    const open = asked(moment);
    // Two sums of nearly the same people would tell what the few between them answered: told once, never asked again.
    const told = theApp().state.moodResults.value.some((one) => one.moment === moment && one.counts !== null);
    return html`<section class="stack tight"><h3>${t(`mood-host-${moment}`)}</h3>
      <p class="small soft">${t(told ? "mood-host-told" : `mood-host-${moment}-words`)}</p>
      ${told ? "" : html`<div><button class="button ${open ? "main" : ""}" type="button" data-testid="mood-toggle-${moment}" @click=${() => ask(moment, !open)}>
        ${icon(open ? "check" : "heart")}${t(open ? "mood-host-close" : "mood-host-open")}</button></div>`}
    </section>`;
  }
}

customElements.define("koronailta-mood-dialog", MoodDialog);
