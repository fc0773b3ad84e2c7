// Below what is shown: whose it is, and for who presents it, hands it over or takes it back, the buttons for that.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { act, may, personName, theApp } from "./the_app.js";
import { dialog } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").Stage} Stage */

const oneMinute = 60;

/** @param {Extract<Stage, { type: "timer" }>} stage */
function clockButtons({ phase }) {
  const paused = phase.type === "paused";
  return html`<button class="button quiet narrow" type="button" data-testid="timer-pause" @click=${() => act({ type: "stage_timer", turn: { type: paused ? "resume" : "pause" } })}>
      ${icon(paused ? "play" : "pause")}${t(paused ? "timer-resume" : "timer-pause")}</button>
    <button class="button quiet narrow" type="button" data-testid="timer-more" @click=${() => act({ type: "stage_timer", turn: { type: "more", seconds: oneMinute } })}>${icon("plus")}${t("timer-more")}</button>`;
}

/** Opens the choice of who goes on. */
export function handButton() {
  return html`<button class="button quiet narrow" type="button" data-testid="stage-hand" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "hand" })}>${icon("hand-helping")}${t("stage-hand")}</button>`;
}

function clearButton() {
  return html`<button class="button quiet narrow" type="button" data-testid="stage-clear" @click=${() => act({ type: "stage_clear" })}>${icon("x")}${t("stage-clear")}</button>`;
}

/** Below somebody else's screen: for who leads the stage, and for who may go on. A screen cannot be gone on with: they bring their own.
 * @param {Extract<Stage, { type: "screen" }>} stage @param {string} title */
export function screenBar(stage, title) {
  const { you, local } = theApp().state;
  const offered = stage.offered_to !== null && stage.offered_to === you.value?.id;
  if (!offered && !may("take_stage")) return null;
  const next = personName(stage.offered_to);
  const words = offered ? t("said-stage-offered", { name: personName(stage.presenter) }) : next ? `${title}. ${t("stage-next", { name: next })}` : title;
  return html`<div class="stage-bar">
    <p class="stage-who">${icon("presentation")}<span>${words}</span></p>
    <div class="stage-tools">
      ${offered && local.can.shareScreen && may("share_screen") ? html`<button class="button main narrow" type="button" data-testid="stage-share" @click=${() => act({ type: "set_screen", on: true })}>${icon("screen-share")}${t("tool-share")}</button>` : nothing}
      ${may("take_stage") ? html`${handButton()} ${clearButton()}` : nothing}
    </div>
  </div>`;
}

/** @param {Stage} stage @param {string} title */
export function stageBar(stage, title) {
  const you = theApp().state.you.value?.id;
  const yours = stage.presenter === you;
  const takes = may("take_stage");
  const yourCard = stage.type === "business" && stage.by === you;
  return html`<div class="stage-bar">
    <p class="stage-who">${icon("presentation")}<span>${yours ? t("stage-you-show") : title}</span></p>
    <div class="stage-tools">
      ${yours && stage.type === "timer" ? clockButtons(stage) : nothing}
      ${takes && !yours && you ? html`<button class="button quiet narrow" type="button" data-testid="stage-take" @click=${() => act({ type: "stage_hand", participant: you })}>${t("stage-take")}</button>` : nothing}
      ${yours || takes ? handButton() : nothing}
      ${yours || takes || yourCard ? clearButton() : nothing}
    </div>
  </div>`;
}
