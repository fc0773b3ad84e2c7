// What is left of a time, as it is shown.

/** Minutes and seconds of what is left, never less than none. @param {number} left milliseconds */
export function minutesAndSeconds(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") };
}

/** The server's clock is known to a part of a second: what just begins does not begin a second too early.
 * @param {number} left milliseconds @param {number} whole 0 where it is not known */
export function leftOf(left, whole) {
  return whole > 0 && left > whole && left - whole < 1000 ? whole : left;
}
