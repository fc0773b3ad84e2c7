// An honest word about the connection: whether the others still hear and see one is said, not guessed at.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { ownLine } from "./line_view.js";
import { act, theApp } from "./the_app.js";
import { dialog } from "./ui_state.js";

/** What is wrong with the line now, if anything. */
export function connectionBanner() {
  return lostBanner() ?? (theApp().state.phase.value.type === "room" ? soundBanner() : nothing);
}

/** What has broken off; the core says it aloud as well. */
export function lostBanner() {
  const { state } = theApp();
  const connection = state.connection.value;
  const inRoom = state.phase.value.type === "room";
  if (connection.type !== "online") {
    const restart = connection.type === "server_restarting";
    const words = restart
      ? t("reject-server-restarting")
      : t(!inRoom ? "reconnecting" : connection.sending ? "reconnecting-media-on" : "reconnecting-media-off");
    return html`<div class="banner strong" data-testid="reconnecting">${icon("wifi-off")}<p>${words}</p></div>`;
  }
  if (!inRoom) return null;
  const media = state.media.value;
  if (media === "connecting") return html`<div class="banner" role="status">${icon("refresh-cw")}<p>${t("media-connecting")}</p></div>`;
  if (media === "reconnecting") return html`<div class="banner strong" data-testid="reconnecting">${icon("wifi-off")}<p>${t("media-lost")}</p></div>`;
  if (media === "failed") return html`<div class="banner strong" role="alert" data-testid="media-failed">${icon("triangle-alert")}<p>${t("media-failed")}</p></div>`;
  return null;
}

/** Pictures that do not come: because the person wished so, or because the line has no room for them. */
function soundBanner() {
  const { here, you, paused, soundOnly } = theApp().state;
  if (soundOnly.value) {
    return html`<div class="banner" role="status" data-testid="sound-only-banner">${icon("headphones")}<p>${t("sound-only-words")}</p>
      <button class="button narrow" type="button" data-testid="show-pictures" @click=${() => act({ type: "set_sound_only", on: false })}>${t("sound-only-end")}</button></div>`;
  }
  const cameras = here.value.filter((person) => person.camera === "on" && person.id !== you.value?.id);
  if (cameras.length === 0 || !cameras.every((person) => paused.value.has(`camera:${person.id}`))) return weakBanner();
  return html`<div class="banner strong" role="status" data-testid="weak-line">${icon("wifi-off")}<p>${t("weak-line")}</p>
    <button class="button narrow" type="button" data-testid="weak-sound-only" @click=${() => act({ type: "set_sound_only", on: true })}>${t("tool-sound-only")}</button></div>`;
}

/** The line is weak, but carries the pictures still. */
function weakBanner() {
  if (ownLine() === "weak") {
    return html`<div class="banner" role="status" data-testid="line-weak">${icon("wifi-low")}<p>${t("connection-weak")}</p>
      <button class="button narrow" type="button" data-testid="open-connection" @click=${() => (dialog.value = { kind: "connection" })}>${t("connection-what-helps")}</button></div>`;
  }
  return nothing;
}
