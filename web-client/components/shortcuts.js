// Single keys, never while somebody types or a dialog is open; they can be switched off in the settings (WCAG 2.1.4).
import { signal } from "../vendor/signals.js";
import { toggleHand, togglePanel, toggleSource } from "./toolbar.js";
import { dialog, panel, view } from "./ui_state.js";

const storageKey = "koronailta.shortcuts";

function remembered() {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export const shortcutsOn = signal(remembered());

/** @param {boolean} on */
export function setShortcuts(on) {
  shortcutsOn.value = on;
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Then it is remembered only as long as the page is open.
  }
}

/** Key and the sentence that tells what it does, in the order of the help.
 * @type {readonly (readonly [string, string])[]} */
export const shortcuts = [
  ["M", "shortcut-microphone"],
  ["C", "shortcut-camera"],
  ["H", "shortcut-hand"],
  ["K", "shortcut-chat"],
  ["O", "shortcut-people"],
  ["N", "shortcut-view"],
];

/** @type {Record<string, () => void>} */
const actions = {
  m: () => toggleSource("microphone"),
  c: () => toggleSource("camera"),
  v: () => toggleSource("camera"),
  h: toggleHand,
  k: () => togglePanel("chat"),
  o: () => togglePanel("people"),
  n: () => (view.value = view.peek() === "grid" ? "speaker" : "grid"),
};

/** @param {KeyboardEvent} event */
export function handleShortcut(event) {
  if (event.key === "Escape" && panel.peek() !== "none" && !dialog.peek() && !event.isComposing) {
    panel.value = "none";
    return;
  }
  if (!shortcutsOn.peek() || event.ctrlKey || event.altKey || event.metaKey || event.repeat || dialog.peek()) return;
  const target = event.target;
  if (target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]")) return;
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}
