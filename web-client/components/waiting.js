// The lobby: a calm place to wait in.
import { html, nothing } from "../vendor/lit.js";
import { clock, span, t } from "../i18n/index.js";
import { announce } from "./announce.js";
import { connectionBanner } from "./connection_banner.js";
import { foldedAskForm } from "./ask_form.js";
import { WatchingElement } from "./element.js";
import { foldedHelpContacts } from "./help_contacts.js";
import { icon } from "./icon.js";
import "./mood.js";
import { helpLine, noRecording, page } from "./page.js";
import { act, theApp } from "./the_app.js";

export class WaitingElement extends WatchingElement {
  #heard = 0;

  /** @override */
  connected() {
    this.watch(() => {
      const phase = theApp().state.phase.value;
      if (phase.type !== "waiting") return;
      for (const word of phase.messages.slice(this.#heard)) announce(`${t("waiting-messages")}: ${word.text}`);
      this.#heard = phase.messages.length;
    });
  }

  /** @override */
  render() {
    const { state } = theApp();
    const phase = state.phase.value;
    if (phase.type !== "waiting") return nothing;
    const evening = state.evening.value;
    return page(
      html`${connectionBanner()}
        <div class="sheet-card" data-testid="waiting">
          <div class="waiting-mark" aria-hidden="true"></div>
          <div class="stack tight">
            <h1 tabindex="-1">${t("waiting-title")}</h1>
            ${evening ? html`<p class="strong"><bdi>${evening.title}</bdi> · ${span(evening.starts_at, evening.ends_at)}</p>` : nothing}
          </div>
          <p>${t("waiting-words")} ${t("waiting-calm")}</p>
          ${phase.messages.length > 0 ? this.#messages(phase.messages) : nothing}
          <koronailta-mood></koronailta-mood>
          ${phase.mayOpen ? this.#open() : nothing}
          <div class="row">
            <button class="button" type="button" data-testid="leave" @click=${() => act({ type: "leave", quiet: true })}>
              ${icon("log-out")}${t("waiting-leave")}</button>
          </div>
          ${foldedAskForm()}
          ${helpLine(evening?.help_phone)} ${noRecording(evening)} ${foldedHelpContacts()}
        </div>`,
      { calm: true, narrow: true },
    );
  }

  /** @param {readonly import("../state/types.js").LobbyWord[]} messages */
  #messages(messages) {
    return html`<section class="stack tight" aria-label=${t("waiting-messages")}>
      <h2 class="label">${t("waiting-messages")}</h2>
      ${messages.map((word) => html`<p class="lobby-message" data-testid="lobby-message">${word.text} <span class="soft small">${clock(word.at)}</span></p>`)}
    </section>`;
  }

  #open() {
    return html`<section class="note lamp">
      ${icon("door-open")}
      <div class="stack tight">
        <h2 class="label">${t("waiting-open-title")}</h2>
        <p>${t("waiting-open-words")}</p>
        <div><button class="button main" type="button" data-testid="open-evening" @click=${() => act({ type: "open_evening" })}>${t("waiting-open")}</button></div>
      </div>
    </section>`;
  }
}

customElements.define("koronailta-waiting", WaitingElement);
