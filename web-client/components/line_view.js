// How good one's own line is: in words first, then what helps, then numbers for those who want them.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { theApp } from "./the_app.js";

const advice = ["connection-advice-camera", "connection-advice-place", "connection-advice-others", "connection-advice-network"];

/** @returns {"unknown" | "good" | "weak" | "lost"} */
export function ownLine() {
  const { state } = theApp();
  const you = state.you.value;
  if (state.connection.value.type !== "online" || state.media.value === "reconnecting" || state.media.value === "failed") return "lost";
  const known = you ? state.lines.value.get(you.id) : undefined;
  return known ?? (state.measurements.value ? "good" : "unknown");
}

/** The mark of a line that is not good; nothing beside the others. @param {string} participant */
export function lineMark(participant) {
  const known = theApp().state.lines.value.get(participant);
  if (!known) return nothing;
  return html`<div class="small soft line-mark" data-testid="line-mark" data-line=${known}>${icon(known === "lost" ? "wifi-off" : "wifi-low")} ${t(`line-${known}`)}</div>`;
}

/** Words, advice, numbers. */
export function lineView() {
  const now = ownLine();
  return html`<div class="stack" data-testid="connection-panel" data-line=${now}>
    <p class="strong" role="status">${t(`connection-is-${now}`)}</p>
    ${now === "weak" || now === "lost" ? html`<div><p class="small">${t("connection-advice")}</p>
      <ul class="small">${advice.map((key) => html`<li>${t(key)}</li>`)}</ul></div>` : nothing}
    ${numbers()}
  </div>`;
}

function numbers() {
  const measured = theApp().state.measurements.value;
  if (!measured) return nothing;
  /** @param {number} share */
  const percent = (share) => t("connection-percent", { percent: Math.round(share * 1000) / 10 });
  /** @param {number} bits */
  const rate = (bits) => `${Math.round(bits / 1000)} kbit/s`;
  /** @type {[string, string][]} */
  const rows = [
    [t("connection-round-trip"), measured.roundTripMs === null ? "–" : `${Math.round(measured.roundTripMs)} ms`],
    [t("connection-loss-in"), percent(measured.lossIn)],
    [t("connection-loss-out"), percent(measured.lossOut)],
    [t("connection-concealed"), percent(measured.concealed)],
    [t("connection-frozen"), `${Math.round(measured.frozenMs)} ms`],
    [t("connection-in"), rate(measured.bitsIn)],
    [t("connection-out"), rate(measured.bitsOut)],
    [t("connection-path"), measured.path === null ? "–" : t(`connection-path-${measured.path}`)],
  ];
  return html`<details><summary class="small">${t("connection-numbers")}</summary>
    <dl class="numbers small" data-testid="measurements">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></details>`;
}

export class ConnectionDialog extends DialogElement {
  /** @override */
  heading() {
    return t("connection-title");
  }

  /** @override */
  body() {
    return lineView();
  }
}

customElements.define("koronailta-connection-dialog", ConnectionDialog);
