// An honest word about the connection: whether the others still hear and see one is said, not guessed at.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { theApp } from "./the_app.js";

/** What is wrong with the line now, if anything. */
export function connectionBanner() {
  const { state } = theApp();
  const connection = state.connection.value;
  const inRoom = state.phase.value.type === "room";
  if (connection.type !== "online") {
    const restart = connection.type === "server_restarting";
    const words = restart
      ? t("reject-server-restarting")
      : t(!inRoom ? "reconnecting" : connection.sending ? "reconnecting-media-on" : "reconnecting-media-off");
    return html`<div class="banner strong" role="status" data-testid="reconnecting">${icon("wifi-off")}<p>${words}</p></div>`;
  }
  if (!inRoom) return nothing;
  const media = state.media.value;
  if (media === "connecting") return html`<div class="banner" role="status">${icon("refresh-cw")}<p>${t("media-connecting")}</p></div>`;
  if (media === "reconnecting") return html`<div class="banner strong" role="status" data-testid="reconnecting">${icon("wifi-off")}<p>${t("media-lost")}</p></div>`;
  if (media === "failed") return html`<div class="banner strong" role="alert" data-testid="media-failed">${icon("triangle-alert")}<p>${t("media-failed")}</p></div>`;
  return nothing;
}
