// How loud one's own microphone is.
import { html } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { theApp } from "./the_app.js";

export class MeterElement extends WatchingElement {
  /** @override */
  connected() {
    // Twenty times a second: only two values change, nothing is rendered again.
    this.watch(() => this.#show(theApp().state.local.level.value));
  }

  /** @override */
  firstUpdated() {
    this.#show(theApp().state.local.level.peek());
  }

  /** @param {number} level */
  #show(level) {
    const bar = this.querySelector(".meter-bar");
    if (!(bar instanceof HTMLElement)) return;
    bar.style.setProperty("--level", level.toFixed(3));
    bar.setAttribute("aria-valuenow", String(Math.round(level * 10) * 10));
  }

  /** @override */
  render() {
    return html`<div class="meter">
      ${icon("mic")}
      <div class="meter-bar" role="meter" aria-label=${t("check-level-name")} aria-valuemin="0" aria-valuemax="100" aria-valuenow="0" data-testid="level-meter"><span></span></div>
    </div>`;
  }
}

customElements.define("koronailta-meter", MeterElement);
