// How much time is left, as a calm line and in figures. It is not read aloud every second: whoever wants to know can
// look it up, and what matters is said where it happens.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { serverNow } from "../protocol/clock.js";
import { leftOf, minutesAndSeconds } from "./countdown.js";
import { WatchingElement } from "./element.js";

const tickMs = 250;

export class TimeLeftElement extends WatchingElement {
  /** @override */
  static properties = { until: { attribute: false }, whole: { attribute: false } };

  #now = signal(serverNow());

  constructor() {
    super();
    /** Server time, in milliseconds since the epoch. */
    this.until = 0;
    /** The whole of the time in milliseconds, for the line; 0 where there is none to show. */
    this.whole = 0;
  }

  /** @override */
  connected() {
    const timer = setInterval(() => (this.#now.value = serverNow()), tickMs);
    this.atDisconnect(() => clearInterval(timer));
  }

  /** @override */
  render() {
    const left = leftOf(this.until - this.#now.value, this.whole);
    return html`<span class="time-left" role="timer" aria-label=${t("time-left-label", minutesAndSeconds(left))}>
      ${this.whole > 0 ? html`<span class="time-line" aria-hidden="true"><span></span></span>` : nothing}
      <span class="time-figures" aria-hidden="true">${t("time-left", minutesAndSeconds(left))}</span>
    </span>`;
  }

  /** @override */
  updated() {
    const part = this.whole > 0 ? Math.max(0, Math.min(1, (this.until - this.#now.peek()) / this.whole)) : 0;
    this.style.setProperty("--part", String(part));
  }
}

customElements.define("koronailta-time-left", TimeLeftElement);
