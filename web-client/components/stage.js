// What all look at: somebody's screen, whole and sharp.
import { html, nothing } from "../vendor/lit.js";
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
    const own = stage.presenter === state.you.value?.id;
    const name = state.roster.value.find((one) => one.id === stage.presenter)?.name ?? "";
    const picture = theApp().picture(stage.presenter, "screen").value;
    const words = own ? t("stage-yours") : t("stage-shared", { name });
    return html`<section class="stage" data-testid="stage" data-participant=${stage.presenter} data-ready=${String(picture.ready)}
      aria-label="${t("stage-name")}: ${words}">
      ${own ? this.#own() : html`
        <video class=${picture.ready ? "" : "blank"} autoplay muted playsinline .srcObject=${picture.stream} aria-hidden="true"></video>
        ${picture.ready ? nothing : html`<div class="stage-wait">${icon("screen-share")}<p>${t("stage-waiting")}</p></div>`}
        <div class="plate" aria-hidden="true">${icon("screen-share")}<span class="who">${words}</span></div>`}
    </section>`;
  }

  /** One's own screen is not shown back: a mirror in a mirror helps nobody. */
  #own() {
    return html`<div class="stage-wait">
      ${icon("screen-share")}
      <p>${t("stage-yours")}</p>
      <button class="button" type="button" @click=${() => act({ type: "set_screen", on: false })}>${t("tool-share-stop")}</button>
    </div>`;
  }
}

customElements.define("koronailta-stage", StageElement);
