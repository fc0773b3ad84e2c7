// One's own sources as views show them: what is wished, captured, sent and allowed, in one word each.

import { computed } from "../vendor/signals.js";
import { maySpeak, ownSource } from "./room.js";

/** @typedef {import("./types.js").LocalSource} LocalSource */
/** @typedef {import("../protocol/types.js").Ability} Ability */

/**
 * @typedef {object} LocalParts
 * @property {import("../media/capture.js").Captures} captures
 * @property {import("../media/publications.js").Publications} publications
 * @property {import("../media/line.js").Line} line
 * @property {import("../vendor/signals.js").ReadonlySignal<{ microphone: boolean, camera: boolean }>} declined
 * @property {() => import("./room.js").Room} room reads the signal
 * @property {() => boolean} inRoom reads the signal
 */

/**
 * The person wants it on. What can be pressed goes by this and not by what is known to arrive: while nothing is heard of the server, one's own
 * voice may well still reach the others, and switching off must work.
 * @param {LocalSource} source
 */
export function isWished({ state }) {
  return state === "on" || state === "starting" || isAway(state);
}

/** It is wished, but its device is gone for a while. @param {LocalSource["state"]} state */
export function isAway(state) {
  return state === "interrupted" || state === "lost";
}

/** Asked for, and it did not come.
 * @param {import("../media/capture.js").Capture} capture
 * @returns {capture is { state: import("../media/capture.js").Trouble }} */
export function isTrouble({ state }) {
  return state !== "on" && state !== "off" && state !== "starting";
}

/**
 * @param {LocalParts} parts
 * @param {"microphone" | "camera"} kind
 * @returns {import("../vendor/signals.js").ReadonlySignal<LocalSource>}
 */
export function captured(parts, kind) {
  const { captures, publications, line, declined } = parts;
  const wished = publications.wished(kind);
  const sent = publications.sent(kind);
  const state = computed(() => {
    const capture = captures[kind].value;
    const trouble = isTrouble(capture) ? capture.state : null;
    if (!parts.inRoom()) return trouble ?? (capture.state === "off" && declined.value[kind] ? "without" : capture.state);
    const room = parts.room();
    if (ownSource(room, kind) === "blocked") return "blocked";
    if (trouble && (wished.value || !isAway(trouble))) return trouble;
    if (wished.value) {
      const live = capture.state === "on" && capture.track.readyState === "live";
      return live && sent.value && line.state.value === "connected" ? "on" : "starting";
    }
    if (kind === "microphone" && room.you && !maySpeak(room)) return "blocked";
    return declined.value[kind] && capture.state === "off" ? "without" : "off";
  });
  return computed(() => ({ state: state.value }));
}

/**
 * @param {LocalParts} parts
 * @returns {import("../vendor/signals.js").ReadonlySignal<LocalSource>}
 */
export function shared(parts) {
  const { publications, line } = parts;
  const sent = publications.sent("screen");
  const state = computed(() => {
    if (parts.inRoom() && ownSource(parts.room(), "screen") === "blocked") return "blocked";
    if (publications.choosingScreen.value && !publications.screen.value) return "starting";
    if (!publications.screen.value) return "off";
    return sent.value && line.state.value === "connected" ? "on" : "starting";
  });
  return computed(() => ({ state: state.value }));
}

/**
 * Whether this person can speak, for the moderators.
 * @param {LocalSource["state"]} microphone
 * @param {boolean} captured
 * @returns {Ability}
 */
export function speakAbility(microphone, captured) {
  switch (microphone) {
    case "denied":
      return "blocked";
    case "missing":
    case "without":
      return "without";
    case "busy":
    case "failed":
    case "lost":
    case "interrupted":
      return "failed";
    default:
      return captured ? "yes" : "unknown";
  }
}

/**
 * Whether this person can hear.
 * @param {import("./types.js").MediaState} media
 * @param {"ok" | "blocked"} playback
 * @returns {Ability}
 */
export function hearAbility(media, playback) {
  if (playback === "blocked") return "blocked";
  if (media === "failed") return "failed";
  return media === "connected" ? "yes" : "unknown";
}
