// What the person should read, over the room. Each can be closed; some carry the thing to do.
import { html, nothing, repeat } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { sentence } from "./sentence.js";
import { act, theApp } from "./the_app.js";
import { dialog } from "./ui_state.js";

/** @typedef {import("../state/types.js").Notice} Notice */

const tones = { info: "", warning: "lamp", problem: "lingon" };

/** @type {Record<Notice["tone"], import("./icon.js").IconName>} */
const shapes = { info: "info", warning: "bell", problem: "triangle-alert" };

export function notices() {
  const all = theApp().state.notices.value;
  return html`<div class="notices" role="status" aria-live="polite">${repeat(all.slice(-4), (one) => one.id, notice)}</div>`;
}

/** @param {Notice} one */
function notice(one) {
  const dismiss = () => act({ type: "dismiss_notice", id: one.id });
  return html`<div class="notice ${tones[one.tone]}" data-testid="notice" data-key=${one.key}>
    ${icon(shapes[one.tone])}
    <p>${sentence(one)}
      ${one.key === "notice-invited" ? html`<span class="notice-act"><button class="button dusk narrow" type="button" data-testid="accept-invitation" @click=${() => {
        dismiss();
        act({ type: "set_microphone", on: true });
      }}>${icon("mic")}${t("notice-invited-open")}</button></span>` : nothing}
      ${one.key === "notice-help-offered" ? html`<span class="notice-act"><button class="button narrow" type="button" data-testid="accept-help" @click=${() => {
        dismiss();
        dialog.value = { kind: "contacts" };
      }}>${icon("hand-heart")}${t("contacts-open")}</button></span>` : nothing}</p>
    <button class="close" type="button" aria-label=${t("close")} @click=${dismiss}>${icon("x")}</button>
  </div>`;
}
