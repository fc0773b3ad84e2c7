// How an evening comes again, in everyday words: the few rules that people mean, and their next dates. Any other rule that the
// server has is kept as it is; the server's own occurrences are the true ones.

/** @typedef {"MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU"} Weekday */
/**
 * @typedef {{ kind: "weekly", weekday: Weekday } | { kind: "biweekly", weekday: Weekday } | { kind: "monthly", weekday: Weekday, nth: 1 | 2 | 3 | 4 | -1 }
 *   | { kind: "other", rrule: string }} Way
 */

/** @type {readonly Weekday[]} */
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const dayMs = 86_400_000;

/** A date without a clock, as a number of days. @param {string} date `2026-12-01` */
function daysOf(date) {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? null : Math.round(at / dayMs);
}

/** @param {number} days */
function dateOf(days) {
  return new Date(days * dayMs).toISOString().slice(0, 10);
}

/** @param {number} days @returns {Weekday} */
function weekdayOf(days) {
  // 1 January 1970 was a Thursday.
  return /** @type {Weekday} */ (weekdays[(((days + 3) % 7) + 7) % 7]);
}

/** Which one of its weekday in the month a date is, and whether it is the last. @param {number} days */
function placeInMonth(days) {
  const date = new Date(days * dayMs);
  const nth = Math.ceil(date.getUTCDate() / 7);
  return { nth, last: new Date((days + 7) * dayMs).getUTCMonth() !== date.getUTCMonth() };
}

/** What people can mean who begin on this date. @param {string} date @returns {Way[]} */
export function waysFrom(date) {
  const days = daysOf(date);
  if (days === null) return [];
  const weekday = weekdayOf(days);
  const { nth, last } = placeInMonth(days);
  /** @type {Way[]} */
  const ways = [{ kind: "weekly", weekday }, { kind: "biweekly", weekday }];
  if (nth <= 4) ways.push({ kind: "monthly", weekday, nth: /** @type {1 | 2 | 3 | 4} */ (nth) });
  if (last) ways.push({ kind: "monthly", weekday, nth: -1 });
  return ways;
}

/** @param {Way} way @param {string} [until] the last possible date, or empty */
export function ruleOf(way, until = "") {
  const end = until === "" ? "" : `;UNTIL=${until.replaceAll("-", "")}`;
  switch (way.kind) {
    case "weekly": return `FREQ=WEEKLY;BYDAY=${way.weekday}${end}`;
    case "biweekly": return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${way.weekday}${end}`;
    case "monthly": return `FREQ=MONTHLY;BYDAY=${way.nth}${way.weekday}${end}`;
    case "other": return way.rrule;
  }
}

/** @param {string} rrule @returns {{ way: Way, until: string }} */
export function wayOf(rrule) {
  const parts = new Map(rrule.replace(/^RRULE:/iu, "").split(";").map((part) => /** @type {[string, string]} */ (part.toUpperCase().split("=").slice(0, 2))));
  const ended = /^(\d{4})(\d{2})(\d{2})/u.exec(parts.get("UNTIL") ?? "");
  const until = ended ? `${ended[1]}-${ended[2]}-${ended[3]}` : "";
  const named = /^([1-4]|-1)?(MO|TU|WE|TH|FR|SA|SU)$/u.exec(parts.get("BYDAY") ?? "");
  const others = [...parts.keys()].filter((name) => !["FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"].includes(name));
  const interval = parts.get("INTERVAL") ?? "1";
  const weekday = /** @type {Weekday | undefined} */ (named?.[2]);
  if (weekday && others.length === 0) {
    if (parts.get("FREQ") === "WEEKLY" && !named?.[1] && interval === "1") return { way: { kind: "weekly", weekday }, until };
    if (parts.get("FREQ") === "WEEKLY" && !named?.[1] && interval === "2") return { way: { kind: "biweekly", weekday }, until };
    if (parts.get("FREQ") === "MONTHLY" && named?.[1] && interval === "1") {
      return { way: { kind: "monthly", weekday, nth: /** @type {1 | 2 | 3 | 4 | -1} */ (Number(named[1])) }, until };
    }
  }
  return { way: { kind: "other", rrule }, until };
}

/** By which a choice is known. @param {Way} way */
export function nameOf(way) {
  return way.kind === "monthly" ? `monthly-${way.nth}` : way.kind;
}

/** The first dates, while the series is not made yet. @param {Way} way @param {string} from @param {string} until @param {number} most @returns {string[]} */
export function firstDates(way, from, until, most) {
  const start = daysOf(from);
  const end = until === "" ? Infinity : (daysOf(until) ?? Infinity);
  if (start === null || way.kind === "other") return [];
  const found = [];
  // A monthly evening that never comes within this time comes never.
  for (let days = start; found.length < most && days <= Math.min(end, start + 800); days += 1) if (falls(way, days, start)) found.push(dateOf(days));
  return found;
}

/** @param {Exclude<Way, { kind: "other" }>} way @param {number} days @param {number} start */
function falls(way, days, start) {
  if (weekdayOf(days) !== way.weekday) return false;
  if (way.kind === "weekly") return true;
  // Weeks begin on Mondays.
  const week = (/** @type {number} */ at) => Math.floor((at + 3) / 7);
  if (way.kind === "biweekly") return (week(days) - week(start)) % 2 === 0;
  const { nth, last } = placeInMonth(days);
  return way.nth === -1 ? last : nth === way.nth;
}
