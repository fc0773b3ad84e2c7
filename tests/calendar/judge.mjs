// Reads calendars with npm's ical.js, and says when their evenings are. Questions and answers as in judge.py.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

/** Evenings that are looked at for one question. */
const EVENINGS_MAX = 5000;

/** @param {ICAL.Time} time */
const millis = (time) => time.toUnixTime() * 1000;

/** Zones of the calendar itself, never those of this computer.
 * @param {ICAL.Component} calendar */
function learnZones(calendar) {
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
}

/** Without this an event would take the exceptions of all others for its own.
 * @param {ICAL.Component} component */
const apart = (component) => new ICAL.Event(component, { strictExceptions: true, exceptions: [] });

/** @param {string} text @param {number} first @param {number} last */
function starts(text, first, last) {
  const calendar = ICAL.Component.fromString(text);
  learnZones(calendar);
  /** @type {Record<string, number[]>} */
  const found = {};
  const events = calendar.getAllSubcomponents("vevent").map(apart);
  const exceptions = events.filter((event) => event.isRecurrenceException());
  for (const event of events.filter((one) => !one.isRecurrenceException())) {
    for (const exception of exceptions.filter((one) => one.uid === event.uid)) event.relateException(exception);
    const begins = event.isRecurring() ? recurring(event, last) : [event.startDate];
    if (event.component.getFirstPropertyValue("status") === "CANCELLED") continue;
    const inside = begins.map(millis).filter((at) => at >= first && at <= last);
    if (inside.length > 0) found[event.uid] = inside.sort((one, other) => one - other);
  }
  return found;
}

/** @param {ICAL.Event} event @param {number} last */
function recurring(event, last) {
  const begins = [];
  const iterator = event.iterator();
  for (let count = 0; count < EVENINGS_MAX; count += 1) {
    const next = iterator.next();
    // A moved evening may lie on the other side of the edge.
    if (!next || millis(next) > last + 40 * 86_400_000) break;
    begins.push(event.getOccurrenceDetails(next).startDate);
  }
  return begins;
}

/** @param {string} text */
function invitation(text) {
  const calendar = ICAL.Component.fromString(text);
  learnZones(calendar);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.uid,
    sequence: event.sequence,
    starts_at: millis(event.startDate),
    ends_at: millis(event.endDate),
    summary: event.summary,
    status: event.component.getFirstPropertyValue("status"),
    organizer: event.organizer,
    attendee: event.attendees[0]?.getFirstValue(),
    problems: [],
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = question.invitation ? invitation(question.invitation) : starts(question.calendar, question.from, question.to);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
