// What only the view knows: which panel is open, which dialog, how the tiles are laid out.
import { signal } from "../vendor/signals.js";

/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */

/** @type {import("../vendor/signals.js").Signal<"none" | "chat" | "people" | "questions">} */
export const panel = signal("none");

/** @type {import("../vendor/signals.js").Signal<"grid" | "speaker">} */
export const view = signal("grid");

/**
 * @typedef {{ kind: "more" } | { kind: "leave" } | { kind: "end" } | { kind: "settings" } | { kind: "connection" } | { kind: "help" }
 *   | { kind: "rules" } | { kind: "person", participant: ParticipantId } | { kind: "remove", participant: ParticipantId }
 *   | { kind: "report", participant: ParticipantId } | { kind: "delete", message: string }
 *   | { kind: "groups" } | { kind: "topics" } | { kind: "round" } | { kind: "mood" } | { kind: "poll" } | { kind: "contacts" } | { kind: "contact", about: string } | { kind: "attendance" } | { kind: "together" } | { kind: "present", card?: boolean } | { kind: "hand" }} Dialog
 */

/** @type {import("../vendor/signals.js").Signal<Dialog | null>} */
export const dialog = signal(null);

/** Whom the chat is written to: everybody, one's group, or the thread of one person with the staff.
 * @type {import("../vendor/signals.js").Signal<"everyone" | "group" | ParticipantId>} */
export const chatThread = signal("everyone");

/** Phone layout: bottom bar and sheets. The same width as in the style sheets. */
export const narrow = signal(false);

if (typeof matchMedia === "function") {
  const query = matchMedia("(max-width: 56rem)");
  narrow.value = query.matches;
  query.addEventListener("change", () => (narrow.value = query.matches));
}

const knockKey = "koronailta.knock-sound";

function rememberedKnockSound() {
  try {
    return localStorage.getItem(knockKey) !== "off";
  } catch {
    return true;
  }
}

/** Whether a knock is heard. */
export const knockSound = signal(rememberedKnockSound());

/** @param {boolean} on */
export function setKnockSound(on) {
  knockSound.value = on;
  try {
    localStorage.setItem(knockKey, on ? "on" : "off");
  } catch {
    // Then it is remembered only as long as the page is open.
  }
}
