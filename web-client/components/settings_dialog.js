// Devices, language, look, sounds, and what the line is like.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { devicePickers, deviceTroubles } from "./devices.js";
import { DialogElement } from "./dialog.js";
import { lineView } from "./line_view.js";
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
      <section class="stack tight"><h3>${t("connection-title")}</h3>${lineView()}</section>`;
  }
}

customElements.define("koronailta-settings-dialog", SettingsDialog);
