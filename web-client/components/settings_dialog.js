// Devices, language, look, sounds, and what the line is like.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { devicePickers, deviceTroubles } from "./devices.js";
import { DialogElement } from "./dialog.js";
import "./meter.js";
import { languageSwitch } from "./page.js";
import { setShortcuts, shortcutsOn } from "./shortcuts.js";
import { may, theApp } from "./the_app.js";
import { setTheme, theme } from "./theme.js";
import { knockSound, setKnockSound } from "./ui_state.js";

/** @type {readonly import("./theme.js").Theme[]} */
const themes = ["system", "light", "dark"];

export class SettingsDialog extends DialogElement {
  /** @override */
  heading() {
    return t("settings-title");
  }

  /** @override */
  body() {
    const { state } = theApp();
    const microphone = state.local.microphone.value.state;
    return html`
      <section class="stack"><h3>${t("settings-devices")}</h3>
        ${deviceTroubles()} ${devicePickers()}
        ${microphone === "on" ? html`<koronailta-meter></koronailta-meter>` : nothing}
      </section>
      <section class="stack"><h3>${t("settings-look")}</h3>
        ${languageSwitch()}
        <fieldset class="field"><legend class="small strong">${t("settings-theme")}</legend>
          <div class="choice">${themes.map((one) => html`<label><input type="radio" name="theme" value=${one} .checked=${live(theme.value === one)} data-testid="theme-${one}"
            @change=${() => setTheme(one)} /><span>${t(`theme-${one}`)}</span></label>`)}</div></fieldset>
        ${state.deviceClass === "desktop" ? html`<label class="tick"><input type="checkbox" .checked=${live(shortcutsOn.value)}
          @change=${() => setShortcuts(!shortcutsOn.peek())} /><span>${t("settings-shortcuts")}</span></label>` : nothing}
        ${may("keep_door") ? html`<label class="tick"><input type="checkbox" .checked=${live(knockSound.value)}
          @change=${() => setKnockSound(!knockSound.peek())} /><span>${t("settings-knock-sound")}</span></label>` : nothing}
      </section>
      <section class="stack tight"><h3>${t("settings-connection")}</h3>${this.#numbers()}</section>`;
  }

  #numbers() {
    const measured = theApp().state.measurements.value;
    if (!measured) return html`<p class="soft small">${t("connection-none")}</p>`;
    /** @param {number} share */
    const percent = (share) => `${(share * 100).toFixed(1).replace(".", ",")} %`;
    /** @param {number} bits */
    const rate = (bits) => `${Math.round(bits / 1000)} kbit/s`;
    /** @type {[string, string][]} */
    const rows = [
      [t("connection-round-trip"), measured.roundTripMs === null ? "–" : `${Math.round(measured.roundTripMs)} ms`],
      [t("connection-loss-in"), percent(measured.lossIn)],
      [t("connection-loss-out"), percent(measured.lossOut)],
      [t("connection-in"), rate(measured.bitsIn)],
      [t("connection-out"), rate(measured.bitsOut)],
      [t("connection-path"), measured.path === null ? "–" : measured.path.toUpperCase()],
    ];
    return html`<dl class="numbers" data-testid="measurements">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
  }
}

customElements.define("koronailta-settings-dialog", SettingsDialog);
