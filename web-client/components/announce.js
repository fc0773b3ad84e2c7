// Words for screen readers: one polite live region, written to after a pause, so that quick changes do not drown it.
import { signal } from "../vendor/signals.js";

/** What the live region says now. */
export const announcement = signal("");

/** @type {string[]} */
const waiting = [];
let timer = 0;

/** Milliseconds between two announcements; shorter ones are skipped by some screen readers. */
const pause = 700;

/**
 * Says something politely, after what is being said.
 * @param {string} words
 */
export function announce(words) {
  if (waiting.at(-1) !== words) waiting.push(words);
  if (waiting.length > 4) waiting.splice(0, waiting.length - 4);
  if (timer === 0) next();
}

function next() {
  const words = waiting.shift();
  if (words === undefined) {
    timer = 0;
    announcement.value = "";
    return;
  }
  // The same words twice would not be noticed as a change.
  announcement.value = words === announcement.value ? `${words}\u00a0` : words;
  timer = window.setTimeout(next, pause);
}
