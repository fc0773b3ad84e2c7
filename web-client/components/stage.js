// What all look at: somebody's screen, whole and sharp.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { act, theApp } from "./the_app.js";

export class StageElement extends WatchingElement {
  /** @override */
  render() {
    const { state } = theApp();
    const stage = state.stage.value;
    if (!stage) return nothing;
    const name = state.roster.value.find((one) => one.id === stage.presenter)?.name ?? "";
    const picture = theApp().picture(stage.presenter, "screen").value;
    const words = t("stage-shared", { name });
    return html`<section class="stage" data-testid="stage" data-participant=${stage.presenter} data-ready=${String(picture.ready)}
      aria-label="${t("stage-name")}: ${words}">
      <video class=${picture.ready ? "" : "blank"} autoplay muted playsinline .srcObject=${live(picture.stream)} aria-hidden="true"></video>
      ${picture.ready ? nothing : html`<div class="stage-wait">${icon("screen-share")}<p>${t("stage-waiting")}</p></div>`}
      <div class="plate" aria-hidden="true">${icon("screen-share")}<span class="who">${words}</span></div>
    </section>`;
  }
}

/** One's own screen is not shown back: a mirror in a mirror helps nobody. A word that it is shared, and the way to stop. */
export function ownStageBanner() {
  const { stage, you } = theApp().state;
  const presenter = stage.value?.type === "screen" ? stage.value.presenter : undefined;
  if (presenter === undefined || presenter !== you.value?.id) return nothing;
  return html`<section class="banner" data-testid="stage" data-participant=${presenter} data-ready="true" aria-label=${t("stage-name")}>
    ${icon("screen-share")}<p>${t("stage-yours")}</p>
    <button class="button narrow" type="button" data-testid="stop-sharing" @click=${() => act({ type: "set_screen", on: false })}>${t("tool-share-stop")}</button>
  </section>`;
}

customElements.define("koronailta-stage", StageElement);
