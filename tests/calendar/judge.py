"""Reads calendars with PyPI's icalendar and recurring-ical-events, and says when their evenings are.

Reads JSON from standard input: {"calendar": text, "from": ms, "to": ms}; writes
{"uid": [starts in ms, …], …} for what begins in that span, or {"error": words}.
With {"mail": text} it takes the calendar out of an invitation and answers what a calendar would do with it.
"""

import datetime
import json
import sys

import icalendar
import recurring_ical_events


def millis(moment):
    """Of a date-time with or without a zone, or of a day: its midnight in UTC."""
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time(), datetime.timezone.utc)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return round(moment.timestamp() * 1000)


def starts(text, first, last):
    """When the evenings are, by uid."""
    calendar = icalendar.Calendar.from_ical(text)
    utc = datetime.timezone.utc
    day = datetime.timedelta(days=1)
    span = [datetime.datetime.fromtimestamp(at / 1000, utc) for at in (first, last)]
    found = {}
    for event in recurring_ical_events.of(calendar).between(span[0] - day, span[1] + day):
        at = millis(event["DTSTART"].dt)
        if event.get("STATUS") != "CANCELLED" and first <= at <= last:
            found.setdefault(str(event["UID"]), []).append(at)
    return {uid: sorted(at) for uid, at in found.items()}


def invitation(text):
    """What a calendar learns from an invitation."""
    calendar = icalendar.Calendar.from_ical(text)
    event = calendar.events[0]
    problems = [str(error) for component in calendar.walk() for error in component.errors]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "starts_at": millis(event["DTSTART"].dt),
        "ends_at": millis(event["DTEND"].dt),
        "summary": str(event["SUMMARY"]),
        "status": str(event["STATUS"]),
        "organizer": str(event["ORGANIZER"]),
        "attendee": str(event["ATTENDEE"]),
        "problems": problems,
    }


def main():
    """One question a line, one answer a line."""
    for line in sys.stdin:
        question = json.loads(line)
        if "invitation" in question:
            answer = invitation(question["invitation"])
        else:
            answer = starts(question["calendar"], question["from"], question["to"])
        print(json.dumps(answer), flush=True)


main()
