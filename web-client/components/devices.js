// Choosing devices, and what went wrong with one: shared by the check page and the settings.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { act, theApp } from "./the_app.js";

/** @typedef {import("../state/types.js").Device} Device */

/**
 * @param {"microphone" | "camera" | "speaker"} kind
 * @param {readonly Device[]} devices
 */
function picker(kind, devices) {
  const chosen = theApp().state.local.chosen.value[kind];
  const id = `device-${kind}`;
  if (devices.length === 0) return nothing;
  return html`<div class="field">
    <label for=${id}>${t(`check-${kind}`)}</label>
    <select id=${id} .value=${live(chosen)} @change=${(/** @type {Event} */ event) => {
      if (event.target instanceof HTMLSelectElement) act({ type: "choose_device", kind, id: event.target.value });
    }}>
      ${chosen === "" && !devices.some((one) => one.id === "default" || one.id === "")
        ? html`<option value="" selected>${kind === "speaker" ? t("check-speaker-default") : t("check-device-default")}</option>`
        : nothing}
      ${devices.map((one, index) => html`<option value=${one.id} ?selected=${one.id === chosen}>${one.label || t("check-device-unnamed", { number: index + 1 })}</option>`)}
    </select>
  </div>`;
}

/** Pickers for what this browser lets one choose, and the speaker test. */
export function devicePickers() {
  const { local } = theApp().state;
  const { microphones, cameras, speakers } = local.devices.value;
  const playing = local.speakerTest.value;
  return html`
    ${picker("camera", cameras)} ${picker("microphone", microphones)}
    ${local.can.chooseSpeaker ? picker("speaker", speakers) : nothing}
    <div><button class="button" type="button" data-testid="test-speaker" aria-disabled=${playing ? "true" : "false"}
      @click=${() => playing || act({ type: "test_speaker" })}>${icon("volume-2")}${t(playing ? "check-speaker-playing" : "check-speaker-test")}</button></div>`;
}

const troubles = new Set(["denied", "missing", "busy", "failed", "lost", "interrupted"]);

/** What went wrong with camera and microphone, in one note when it is the same for both. */
export function deviceTroubles() {
  const { local } = theApp().state;
  const microphone = local.microphone.value.state;
  const camera = local.camera.value.state;
  /** @type {[string, string][]} */
  const found = [];
  if (microphone === camera && troubles.has(microphone)) found.push([microphone, "both"]);
  else {
    if (troubles.has(microphone)) found.push([microphone, "microphone"]);
    if (troubles.has(camera)) found.push([camera, "camera"]);
  }
  return found.map(([state, device]) => html`<div class="note lamp" role="alert" data-testid="device-problem" data-state=${state}>
    ${icon("triangle-alert")}
    <div class="stack tight">
      <p>${t(`device-${state}`, { device: t(`device-${device}`) })}</p>
      <div><button class="button narrow" type="button" data-testid="device-again" @click=${() => act({ type: "try_devices" })}>${t("try-again")}</button></div>
    </div>
  </div>`);
}
