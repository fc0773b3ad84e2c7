// How long to wait before the next attempt. People are in the middle of a sentence: never more than two seconds.

const steps = [100, 400, 900, 1500];

/**
 * @param {number} attempt from 0
 * @param {number} random 0 to 1: jitter, so that a room full of clients does not come back at one instant
 * @returns {number} milliseconds
 */
export function waitBefore(attempt, random) {
  const most = /** @type {number} */ (steps[Math.min(attempt, steps.length - 1)]);
  return Math.round(most * (0.5 + 0.5 * random));
}

/**
 * After the server said when to come back.
 * @param {number} retryMs
 * @param {number} random 0 to 1
 * @returns {number} milliseconds
 */
export function waitAsTold(retryMs, random) {
  return Math.round(retryMs + random * Math.min(500, Math.max(100, retryMs)));
}
