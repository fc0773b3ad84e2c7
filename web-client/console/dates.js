// Dates and clocks as the forms have them: on the wall, in the network's zone.

/** "2026-12-01T18:00" → its two fields. @param {string} local */
export function parted(local) {
  const [date = "", clock = ""] = local.split("T");
  return { date, clock: clock.slice(0, 5) };
}

/** @param {string} date @param {string} clock */
export function joined(date, clock) {
  return `${date}T${clock}`;
}

/** A date in the middle of its day, for showing which day it is wherever one is. @param {string} date */
export function noon(date) {
  return Date.parse(`${date}T12:00:00Z`);
}

/** The date after so many days, from today. @param {number} days @param {number} [now] */
export function dateAhead(days, now = Date.now()) {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

/** The next such weekday, at least tomorrow: the usual evening is a Tuesday. @param {number} [now] @param {number} [weekday] 0 is Sunday */
export function nextEvening(now = Date.now(), weekday = 2) {
  const tomorrow = now + 86_400_000;
  const ahead = (weekday - new Date(tomorrow).getUTCDay() + 7) % 7;
  return dateAhead(1 + ahead, now);
}
