// Below what is shown: whose it is, and for who presents it, hands it over or takes it back, the buttons for that.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { act, may, theApp } from "./the_app.js";
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
      ${yours || takes ? html`<button class="button quiet narrow" type="button" data-testid="stage-hand" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "hand" })}>${icon("hand-helping")}${t("stage-hand")}</button>
        ` : nothing}
      ${yours || takes || yourCard ? html`<button class="button quiet narrow" type="button" data-testid="stage-clear" @click=${() => act({ type: "stage_clear" })}>${icon("x")}${t("stage-clear")}</button>` : nothing}
    </div>
  </div>`;
}
