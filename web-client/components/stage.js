// What all look at: somebody's screen, slides, a clock, a card or a poll; below it who presents, and what they can do with it.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import "./slides.js";
import { handButton, screenBar, stageBar } from "./stage_bar.js";
import { businessCard, guidanceCard, stageClock } from "./stage_cards.js";
import { act, personName, theApp } from "./the_app.js";

/** @typedef {import("../protocol/types.js").Stage} Stage */

/** @param {Stage} stage */
function presenterName(stage) {
  return personName(stage.presenter);
}

/** What a browser that lacks the broadcast's codec shows in its place. @param {boolean} audio */
function cannotShow(audio) {
  return html`<div data-testid="stage-undecodable"><p>${t("stage-undecodable")}</p><p>${audio ? t("stage-undecodable-sound") : nothing} ${t("stage-undecodable-help")}</p></div>`;
}

export class StageElement extends WatchingElement {
  /** @override */
  render() {
    const { state } = theApp();
    const stage = state.stage.value;
    if (!stage) return nothing;
    if (stage.type === "screen") return this.#screen(stage);
    const name = presenterName(stage);
    const title = name ? t("stage-shows", { name }) : t("stage-left");
    return html`<section class="stage made" data-testid="stage" data-kind=${stage.type} data-participant=${stage.presenter} data-ready="true" aria-label="${t("stage-name")}: ${title}">
      <div class="stage-body">${this.#body(stage)}</div>
      ${stageBar(stage, title)}
    </section>`;
  }

  /** @param {Stage} stage */
  #body(stage) {
    switch (stage.type) {
      case "slides": return html`<koronailta-slides></koronailta-slides>`;
      case "timer": return stageClock(stage);
      case "card": return guidanceCard(stage);
      case "business": return businessCard(stage);
      case "poll": return html`<koronailta-stage-poll .poll=${stage.poll}></koronailta-stage-poll>`;
      // A newer server may show what this page does not know.
      default: return html`<p class="stage-wait">${t("stage-unknown")}</p>`;
    }
  }

  /** @param {Extract<Stage, { type: "screen" }>} stage */
  #screen(stage) {
    const picture = theApp().picture(stage.presenter, "screen").value;
    const words = t("stage-shared", { name: presenterName(stage) });
    const { undecodable, unseen } = theApp().state;
    const waits = undecodable.value.has(`screen:${stage.presenter}`) ? cannotShow(stage.audio) : html`<p>${t("stage-waiting")}</p>`;
    const bar = screenBar(stage, words);
    return html`<section class="stage" data-testid="stage" data-kind="screen" data-participant=${stage.presenter} data-ready=${String(picture.ready)}
      aria-label="${t("stage-name")}: ${words}">
      <div class="stage-picture">
        <video class=${picture.ready ? "" : "blank"} autoplay muted playsinline .srcObject=${live(picture.stream)} aria-hidden="true"></video>
        ${picture.ready ? nothing : html`<div class="stage-wait">${icon("screen-share")}${waits}</div>`}
        ${unseen.value > 0 ? html`<p class="plate unseen" data-testid="stage-unseen" data-people=${unseen.value}>${t("stage-unseen", { count: unseen.value })}</p>` : nothing}
        ${bar ? nothing : html`<div class="plate" aria-hidden="true">${icon("screen-share")}<span class="who">${words}</span></div>`}
      </div>
      ${bar ?? nothing}
    </section>`;
  }
}

/** One's own screen is not shown back: a mirror in a mirror helps nobody. A word that it is shared, who may go on after it, and the way to stop. */
export function ownStageBanner() {
  const { stage, you } = theApp().state;
  const screen = stage.value?.type === "screen" ? stage.value : undefined;
  const presenter = screen?.presenter;
  if (!screen || presenter !== you.value?.id) return nothing;
  const next = personName(screen.offered_to);
  return html`<section class="banner" data-testid="stage" data-kind="screen" data-participant=${presenter} data-ready="true" aria-label=${t("stage-name")}>
    ${icon("screen-share")}<p>${t("stage-yours")} <span role="status">${next ? t("stage-next", { name: next }) : ""}</span></p>
    ${handButton()}
    <button class="button narrow" type="button" data-testid="stop-sharing" @click=${() => act({ type: "set_screen", on: false })}>${t("tool-share-stop")}</button>
  </section>`;
}

customElements.define("koronailta-stage", StageElement);
