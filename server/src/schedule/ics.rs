//! Calendars as others read them: feeds (RFC 5545) and invitations by mail (iTIP, RFC 5546).

use koronailta_signaling::ids::Timestamp;

use super::{
    Deadline, LocalTime, Rule, Zone,
    content_line::{Lines, quoted},
    timezone,
    zone::utc,
};

/// What a calendar is sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A feed that anybody with its address may read.
    Publish,
    /// An invitation, or the same with news.
    Request,
    /// It will not be.
    Cancel,
}

/// Whether an evening is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Confirmed,
    /// It is not.
    Cancelled,
}

/// Somebody with a mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As shown.
    pub name: String,
    /// Checked to be one.
    pub email: String,
}

/// One evening, or one series of them.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The same in every edition.
    pub uid: String,
    /// Grows with each change that people must hear of.
    pub sequence: u32,
    /// When this edition was made.
    pub stamp: Timestamp,
    /// When it begins; for a series its first evening.
    pub starts_at: Timestamp,
    /// How long it lasts.
    pub minutes: u32,
    /// Where its clock is.
    pub zone: Zone,
    /// Its title.
    pub title: String,
    /// What else there is to say.
    pub description: String,
    /// Where people sit together, if anywhere.
    pub place: Option<String>,
    /// The page or the link of it.
    pub url: Option<String>,
    /// Whether it is on.
    pub status: Status,
    /// How it comes again.
    pub rule: Option<Rule>,
    /// Evenings of the rule that are not held.
    pub without: Vec<LocalTime>,
    /// Of which evening of the series with this uid it is the edition.
    pub replaces: Option<LocalTime>,
    /// Who invites.
    pub organizer: Option<Party>,
    /// Who is invited.
    pub attendee: Option<Party>,
}

/// A deadline: something that has to be done until then, and takes no time of the day.
#[derive(Clone, Debug)]
pub struct Due {
    /// The same in every edition.
    pub uid: String,
    /// Grows with each change.
    pub sequence: u32,
    /// When this edition was made.
    pub stamp: Timestamp,
    /// Until when.
    pub when: Deadline,
    /// What.
    pub title: String,
    /// What else there is to say.
    pub description: String,
    /// The page where more is said.
    pub url: String,
}

/// A calendar to be written.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What for.
    pub method: Method,
    /// Its name.
    pub name: Option<String>,
    /// What is in it.
    pub entries: Vec<Entry>,
    /// Until when something has to be done.
    pub dues: Vec<Due>,
}

impl Calendar {
    /// Its text, the same each time for the same content.
    #[must_use]
    pub fn write(&self) -> String {
        let mut lines = Lines::default();
        lines.raw("BEGIN:VCALENDAR");
        lines.raw("VERSION:2.0");
        lines.raw("PRODID:-//Koronailta//Koronailta//EN");
        lines.raw("CALSCALE:GREGORIAN");
        lines.raw(match self.method {
            Method::Publish => "METHOD:PUBLISH",
            Method::Request => "METHOD:REQUEST",
            Method::Cancel => "METHOD:CANCEL",
        });
        if let Some(name) = &self.name {
            lines.text("NAME", name);
            lines.text("X-WR-CALNAME", name);
            lines.raw("REFRESH-INTERVAL;VALUE=DURATION:PT4H");
            lines.raw("X-PUBLISHED-TTL:PT4H");
        }
        self.zones(&mut lines);
        for entry in &self.entries {
            write_entry(&mut lines, entry);
        }
        for due in &self.dues {
            write_due(&mut lines, due);
        }
        lines.raw("END:VCALENDAR");
        lines.finish()
    }

    /// Each zone once, from the year of its first evening on.
    fn zones(&self, lines: &mut Lines) {
        let mut written: Vec<&str> = Vec::new();
        for entry in &self.entries {
            let name = entry.zone.name();
            if name != "UTC" && !written.contains(&name) {
                written.push(name);
                let same = self.entries.iter().filter(|other| other.zone.name() == name);
                let year = same.map(|other| other.zone.local(other.starts_at).0.year()).min();
                timezone::write(lines, &entry.zone, year.unwrap_or(2020));
            }
        }
    }
}

fn write_entry(lines: &mut Lines, entry: &Entry) {
    lines.raw("BEGIN:VEVENT");
    lines.raw(&format!("UID:{}", entry.uid));
    lines.raw(&format!("SEQUENCE:{}", entry.sequence));
    lines.raw(&format!("DTSTAMP:{}", utc(entry.stamp)));
    lines.raw(&format!("LAST-MODIFIED:{}", utc(entry.stamp)));
    moment(lines, "DTSTART", entry.starts_at, entry);
    moment(lines, "DTEND", entry.starts_at.plus(u64::from(entry.minutes) * 60_000), entry);
    if let Some(rule) = &entry.rule {
        lines.raw(&format!("RRULE:{}", rule.in_calendar(&entry.zone)));
    }
    for local in &entry.without {
        wall(lines, "EXDATE", *local, entry);
    }
    if let Some(local) = entry.replaces {
        wall(lines, "RECURRENCE-ID", local, entry);
    }
    lines.text("SUMMARY", &entry.title);
    if !entry.description.is_empty() {
        lines.text("DESCRIPTION", &entry.description);
    }
    if let Some(place) = &entry.place {
        lines.text("LOCATION", place);
    }
    if let Some(url) = &entry.url {
        lines.raw(&format!("URL:{url}"));
    }
    lines.raw(match entry.status {
        Status::Confirmed => "STATUS:CONFIRMED",
        Status::Cancelled => "STATUS:CANCELLED",
    });
    lines.raw("TRANSP:OPAQUE");
    if let Some(Party { name, email }) = &entry.organizer {
        lines.raw(&format!("ORGANIZER;CN={}:mailto:{email}", quoted(name)));
    }
    if let Some(Party { name, email }) = &entry.attendee {
        let about = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE";
        lines.raw(&format!("ATTENDEE;{about};CN={}:mailto:{email}", quoted(name)));
    }
    lines.raw("END:VEVENT");
}

/// A day, or a moment without length (RFC 5545 §3.6.1). The moment is in UTC, so that it needs no zone of its own.
fn write_due(lines: &mut Lines, due: &Due) {
    lines.raw("BEGIN:VEVENT");
    lines.raw(&format!("UID:{}", due.uid));
    lines.raw(&format!("SEQUENCE:{}", due.sequence));
    lines.raw(&format!("DTSTAMP:{}", utc(due.stamp)));
    lines.raw(&format!("LAST-MODIFIED:{}", utc(due.stamp)));
    if due.when.is_whole_day() {
        lines.raw(&format!("DTSTART;VALUE=DATE:{}", &due.when.local().compact()[..8]));
    } else {
        lines.raw(&format!("DTSTART:{}", utc(due.when.ends_at())));
    }
    lines.text("SUMMARY", &due.title);
    if !due.description.is_empty() {
        lines.text("DESCRIPTION", &due.description);
    }
    lines.raw(&format!("URL:{}", due.url));
    lines.raw("STATUS:CONFIRMED");
    lines.raw("TRANSP:TRANSPARENT");
    lines.raw("END:VEVENT");
}

/// In the zone; in UTC where the wall shows that time twice and this is the second.
fn moment(lines: &mut Lines, name: &str, at: Timestamp, entry: &Entry) {
    let local = entry.zone.local(at);
    if entry.zone.name() == "UTC" || entry.zone.place(local).at != at {
        lines.raw(&format!("{name}:{}", utc(at)));
    } else {
        lines.raw(&format!("{name};TZID={}:{}", entry.zone.name(), local.compact()));
    }
}

/// As the rule has it, also where the clock skips it: it names the evening.
fn wall(lines: &mut Lines, name: &str, local: LocalTime, entry: &Entry) {
    if entry.zone.name() == "UTC" {
        lines.raw(&format!("{name}:{}Z", local.compact()));
    } else {
        lines.raw(&format!("{name};TZID={}:{}", entry.zone.name(), local.compact()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening() -> Entry {
        let zone = Zone::parse("Europe/Helsinki").expect("a zone");
        Entry {
            uid: "ilta@koronailta".to_owned(),
            sequence: 2,
            stamp: Timestamp(1_764_000_000_000),
            starts_at: zone.place(LocalTime::parse("2026-11-24T18:00").expect("a time")).at,
            minutes: 90,
            zone,
            title: "Ilta; <b>kaikille</b>".to_owned(),
            description: String::new(),
            place: Some("Kemi, kirjasto".to_owned()),
            url: Some("https://illat.example/n/kemi".to_owned()),
            status: Status::Confirmed,
            rule: None,
            without: Vec::new(),
            replaces: None,
            organizer: Some(Party { name: "Verkosto \"Meri\"".to_owned(), email: "verkosto@example.fi".to_owned() }),
            attendee: Some(Party { name: "Aino".to_owned(), email: "aino@example.fi".to_owned() }),
        }
    }

    #[test]
    fn an_invitation_is_written_as_calendars_read_it() {
        let text = Calendar { method: Method::Request, name: None, entries: vec![evening()], dues: Vec::new() }
            .write()
            .replace("\r\n ", "");
        for line in [
            "METHOD:REQUEST\r\n",
            "BEGIN:VTIMEZONE\r\nTZID:Europe/Helsinki\r\n",
            "UID:ilta@koronailta\r\nSEQUENCE:2\r\nDTSTAMP:20251124T160000Z\r\n",
            "DTSTART;TZID=Europe/Helsinki:20261124T180000\r\nDTEND;TZID=Europe/Helsinki:20261124T193000\r\n",
            "SUMMARY:Ilta\\; <b>kaikille</b>\r\n",
            "LOCATION:Kemi\\, kirjasto\r\n",
            "ORGANIZER;CN=\"Verkosto 'Meri'\":mailto:verkosto@example.fi\r\n",
            "CN=\"Aino\":mailto:aino@example.fi\r\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn the_second_of_two_equal_times_is_written_in_utc() {
        let mut entry = evening();
        entry.starts_at = entry.zone.place(LocalTime::parse("2026-10-25T03:30").expect("a time")).at.plus(3_600_000);
        let text = Calendar {
            method: Method::Publish,
            name: Some("Illat".to_owned()),
            entries: vec![entry],
            dues: Vec::new(),
        }
        .write();
        assert!(text.contains("DTSTART:20261025T013000Z\r\n"), "{text}");
    }

    #[test]
    fn a_series_has_its_rule_its_exceptions_and_its_moved_evenings() {
        let mut series = evening();
        series.rule = Some(Rule::parse("FREQ=WEEKLY;UNTIL=20261231", &series.zone).expect("a rule"));
        series.without = vec![LocalTime::parse("2026-12-01T18:00").expect("a time")];
        let mut moved = evening();
        moved.replaces = Some(LocalTime::parse("2026-12-08T18:00").expect("a time"));
        let text =
            Calendar { method: Method::Publish, name: None, entries: vec![series, moved], dues: Vec::new() }.write();
        assert!(text.contains("RRULE:FREQ=WEEKLY;UNTIL=20261231T215959Z\r\n"), "{text}");
        assert!(text.contains("EXDATE;TZID=Europe/Helsinki:20261201T180000\r\n"), "{text}");
        assert!(text.contains("RECURRENCE-ID;TZID=Europe/Helsinki:20261208T180000\r\n"), "{text}");
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    }

    #[test]
    fn a_deadline_is_a_day_or_a_moment_and_blocks_no_time() {
        let zone = Zone::parse("Europe/Helsinki").expect("a zone");
        let due = |when: &str| Due {
            uid: "tuki@koronailta".to_owned(),
            sequence: 1,
            stamp: Timestamp(1_764_000_000_000),
            when: Deadline::parse(when, &zone).expect("a deadline"),
            title: "Hakuaika päättyy: tuki".to_owned(),
            description: String::new(),
            url: "https://illat.example/n/kemi".to_owned(),
        };
        let dues = vec![due("2026-12-15"), due("2026-06-15T16:15")];
        let text = Calendar { method: Method::Publish, name: None, entries: Vec::new(), dues }.write();
        assert!(
            text.contains("DTSTART;VALUE=DATE:20261215\r\n") && text.contains("DTSTART:20260615T131500Z\r\n"),
            "{text}"
        );
        assert!(
            !text.contains("DTEND") && !text.contains("VTIMEZONE") && text.contains("TRANSP:TRANSPARENT"),
            "{text}"
        );
    }
}
