// Light, dark or as the system: the dark style sheet's media query is widened or narrowed, nothing else changes.
import { signal } from "../vendor/signals.js";

/** @typedef {"system" | "light" | "dark"} Theme */

const storageKey = "koronailta.theme";

/** @type {Record<Theme, string>} */
const queries = { system: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };

/** @type {import("../vendor/signals.js").Signal<Theme>} */
export const theme = signal("system");

/** Shows the remembered theme. Call once, as early as possible. */
export function startTheme() {
  let remembered = null;
  try {
    remembered = localStorage.getItem(storageKey);
  } catch {
    // Storage may be forbidden; then the system's theme is shown.
  }
  if (remembered === "light" || remembered === "dark") show(remembered);
}

/** Switches the theme and remembers it.
 * @param {Theme} wanted */
export function setTheme(wanted) {
  try {
    localStorage.setItem(storageKey, wanted);
  } catch {
    // As above.
  }
  show(wanted);
}

/** @param {Theme} wanted */
function show(wanted) {
  theme.value = wanted;
  const link = document.querySelector("link[data-dark]");
  if (link instanceof HTMLLinkElement) link.media = queries[wanted];
}
