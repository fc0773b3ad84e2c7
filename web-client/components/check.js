// Before joining: who one is, and whether picture and sound work. With or without a device is an equal choice.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { span, t } from "../i18n/index.js";
import { canCapture, inAppBrowser, isApple } from "./browser.js";
import { devicePickers, deviceTroubles } from "./devices.js";
import { WatchingElement } from "./element.js";
import { foldedHelpContacts } from "./help_contacts.js";
import { icon } from "./icon.js";
import "./meter.js";
import { helpLine, noRecording, page } from "./page.js";
import { sentence } from "./sentence.js";
import { act, theApp } from "./the_app.js";

/** @typedef {import("../state/types.js").LinkInfo} LinkInfo */

export class CheckElement extends WatchingElement {
  #missing = signal(/** @type {"name" | "rules" | null} */ (null));
  #copied = signal(false);
  #busy = signal(false);

  /** @override */
  connected() {
    void this.#tryIfAllowed();
  }

  /** Where the browser has the permission already, the picture is there at once; otherwise nobody is asked unprepared. */
  async #tryIfAllowed() {
    const { local } = theApp().state;
    if (!local.can.capture || local.microphone.peek().state !== "off" || local.camera.peek().state !== "off") return;
    try {
      const granted = await Promise.all(
        ["camera", "microphone"].map((name) => navigator.permissions.query({ name: /** @type {PermissionName} */ (name) })),
      );
      if (granted.every((one) => one.state === "granted") && this.isConnected) act({ type: "try_devices" });
    } catch {
      // This browser does not tell beforehand; the button is there.
    }
  }

  /** @override */
  render() {
    const phase = theApp().state.phase.value;
    if (phase.type !== "check" && phase.type !== "joining") return nothing;
    const { evening } = phase.link;
    return page(html`<div class="check">
      <div class="check-title">
        <h1 tabindex="-1"><bdi>${evening.title}</bdi></h1>
        <p class="when"><span>${icon("calendar")}${span(evening.starts_at, evening.ends_at)}</span><span class="soft"><bdi>${evening.network}</bdi></span></p>
      </div>
      <section class="sheet-card check-see" aria-labelledby="see-title">
        <h2 id="see-title">${t("check-see-title")}</h2>
        ${this.#otherBrowser()} ${this.#preview()} ${deviceTroubles()} ${this.#choices()} ${this.#devices()}
      </section>
      <form class="sheet-card check-who" novalidate aria-labelledby="who-title" @submit=${this.#join}>
        <h2 id="who-title">${t("check-who-title")}</h2>
        ${phase.link.role === "participant" ? nothing : html`<p class="note">${icon("badge-check")}<span>${t("check-as-role", { role: t(`role-${phase.link.role}`) })}</span></p>`}
        ${this.#name(phase.link)} ${this.#business()} ${this.#rules(evening.ground_rules)}
        ${phase.type === "check" && phase.problem
          ? html`<p class="note lingon" role="alert" data-testid="join-problem" data-code=${phase.problem.code}>${icon("triangle-alert")}<span>${sentence(phase.problem)}</span></p>`
          : nothing}
        <button class="button main big" type="submit" data-testid="join-button" aria-disabled=${phase.type === "joining" || this.#busy.value ? "true" : "false"}>
          ${t(phase.type === "joining" || this.#busy.value ? "check-joining" : "check-join")}</button>
        ${phase.link.admits ? nothing : html`<p class="soft small">${t("check-knock-hint")}</p>`}
        ${noRecording(evening)} ${helpLine(evening.help_phone)} ${foldedHelpContacts()}
      </form>
    </div>`);
  }

  #otherBrowser() {
    const app = inAppBrowser(navigator.userAgent);
    if (!app && canCapture()) return nothing;
    return html`<div class="note lamp" data-testid="other-browser">
      ${icon("external-link")}
      <div class="stack tight">
        <h3>${t("inapp-title")}</h3>
        <p>${app ? t("inapp-words", { app }) : t("inapp-words-unknown")}</p>
        ${app ? html`<p>${t(isApple(navigator.userAgent) ? "inapp-how-apple" : "inapp-how-android")}</p>` : nothing}
        <p>${t("inapp-how-copy")}</p>
        <div><button class="button dusk" type="button" data-testid="copy-link" @click=${this.#copy}>${icon("copy")}${t(this.#copied.value ? "copied" : "copy-link")}</button></div>
        <p class="soft small">${t("inapp-anyway")}</p>
      </div>
    </div>`;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Old in-app browsers have no clipboard of this kind.
      const field = document.createElement("textarea");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    this.#copied.value = true;
  }

  #preview() {
    const { local } = theApp().state;
    const stream = local.preview.value;
    const camera = local.camera.value.state;
    const microphone = local.microphone.value.state;
    const tried = !(camera === "off" && microphone === "off");
    return html`<div class="preview">
      ${stream ? html`<video autoplay muted playsinline .srcObject=${live(stream)} aria-label=${t("check-own-picture")} data-testid="preview"></video>` : nothing}
      ${stream ? nothing : html`<div class="preview-words">${this.#previewWords(camera, microphone, tried)}</div>`}
    </div>`;
  }

  /** @param {string} camera @param {string} microphone @param {boolean} tried */
  #previewWords(camera, microphone, tried) {
    if (camera === "starting" || microphone === "starting") return html`${icon("bell")}<p role="status">${t("check-asking")}</p>`;
    if (camera === "without") return html`${icon("video-off")}<p>${t("check-camera-off-words")}</p>`;
    if (tried || !theApp().state.local.can.capture) return icon("video-off");
    return html`${icon("video")}<p>${t("check-explain")}</p>
      <button class="button main" type="button" data-testid="try-devices" @click=${() => act({ type: "try_devices" })}>${t("check-start")}</button>`;
  }

  #choices() {
    const { local } = theApp().state;
    if (!local.can.capture) return nothing;
    const microphone = local.microphone.value.state;
    return html`<fieldset class="field">
        <legend class="visually-hidden">${t("check-choose-camera")}</legend>
        <div class="choice">${choice("camera", true)}${choice("camera", false)}</div>
      </fieldset>
      <fieldset class="field">
        <legend class="visually-hidden">${t("check-choose-microphone")}</legend>
        <div class="choice">${choice("microphone", true)}${choice("microphone", false)}</div>
      </fieldset>
      ${microphone === "on" ? html`<div class="stack tight"><koronailta-meter></koronailta-meter><p class="soft small">${t("check-level")}</p></div>` : nothing}
      ${microphone === "without" ? html`<p class="soft small">${t("check-no-microphone-words")}</p>` : nothing}`;
  }

  #devices() {
    return html`<details class="fold">
      <summary>${icon("settings")}${t("check-devices")}${icon("chevron-down", "chevron")}</summary>
      <div class="stack">${devicePickers()}</div>
    </details>`;
  }

  /** @param {LinkInfo} link */
  #name(link) {
    const fixed = link.fixed_name;
    const missing = this.#missing.value === "name";
    return html`<div class="field">
      <label for="join-name">${t("check-name")}</label>
      <input id="join-name" name="name" type="text" data-testid="join-name" autocomplete="name" required maxlength="200"
        .value=${fixed ?? ""} ?readonly=${fixed !== null} aria-describedby="join-name-hint" aria-invalid=${missing ? "true" : "false"}
        @input=${() => (this.#missing.value = null)} />
      ${missing ? html`<p class="problem" id="join-name-hint" role="alert">${icon("triangle-alert")}<span>${t("check-name-missing")}</span></p>`
        : html`<p class="soft small" id="join-name-hint">${t(fixed === null ? "check-name-hint" : "check-name-fixed")}</p>`}
    </div>`;
  }

  #business() {
    return html`<div class="field">
      <label for="join-business">${t("check-business")}</label>
      <input id="join-business" name="business" type="text" data-testid="join-business" autocomplete="organization" maxlength="200" aria-describedby="join-business-hint" />
      <p class="soft small" id="join-business-hint">${t("check-business-hint")}</p>
    </div>`;
  }

  /** @param {string} rules */
  #rules(rules) {
    const missing = this.#missing.value === "rules";
    const lines = rules.split("\n").map((line) => line.trim()).filter(Boolean);
    return html`<div class="rules">
      <h3>${t("check-rules")}</h3>
      <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
      <label class="tick"><input type="checkbox" name="rules" data-testid="join-rules" aria-describedby=${missing ? "rules-missing" : nothing}
        @change=${() => (this.#missing.value = null)} /><span>${t("check-rules-accept")}</span></label>
      ${missing ? html`<p class="problem" id="rules-missing" role="alert">${icon("triangle-alert")}<span>${t("check-rules-missing")}</span></p>` : nothing}
    </div>`;
  }

  /** @param {SubmitEvent} event */
  async #join(event) {
    event.preventDefault();
    if (this.#busy.peek() || theApp().state.phase.peek().type === "joining") return;
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const data = new FormData(form);
    const name = String(data.get("name") ?? "").trim();
    const business = String(data.get("business") ?? "").trim();
    const rulesAccepted = data.get("rules") !== null;
    if (name === "") return this.#complain(form, "name");
    if (!rulesAccepted) return this.#complain(form, "rules");
    this.#busy.value = true;
    try {
      await this.#tryUntried();
      await theApp().dispatch({ type: "join", name, business: business === "" ? null : business, rulesAccepted });
    } finally {
      this.#busy.value = false;
    }
  }

  /** Whoever goes straight to Join is asked for the devices now; with a refusal one is in all the same. */
  async #tryUntried() {
    const { local } = theApp().state;
    const untried = local.microphone.peek().state === "off" || local.camera.peek().state === "off";
    if (untried && local.can.capture) await theApp().dispatch({ type: "try_devices" });
  }

  /** @param {HTMLFormElement} form @param {"name" | "rules"} what */
  #complain(form, what) {
    this.#missing.value = what;
    const field = form.elements.namedItem(what);
    if (field instanceof HTMLElement) field.focus();
  }
}

/** @param {"camera" | "microphone"} kind @param {boolean} on */
function choice(kind, on) {
  const { local } = theApp().state;
  const without = local[kind].value.state === "without";
  const shape = kind === "camera" ? (on ? "video" : "video-off") : on ? "mic" : "mic-off";
  const word = t(on ? `check-with-${kind}` : `check-without-${kind}`);
  return html`<label>
    <input type="radio" name=${`choose-${kind}`} value=${on ? "with" : "without"} .checked=${without !== on}
      data-testid=${on ? `join-with-${kind}` : `join-without-${kind}`}
      @change=${() => act({ type: kind === "camera" ? "set_camera" : "set_microphone", on })} />
    ${icon(shape)}<span>${word}</span>
  </label>`;
}

customElements.define("koronailta-check", CheckElement);
