//! VTIMEZONE (RFC 5545 §3.6.5): a calendar that knows no zone by name still knows when the clock is moved.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::Offset,
};

use super::{content_line::Lines, zone::Zone};

/// So many years ahead are looked at; a pattern that holds for them is written as a rule without end.
const YEARS_AHEAD: i16 = 15;

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

/// The clock is moved from one offset to another when the wall, before it, shows so.
#[derive(Clone, Debug)]
struct Move {
    wall: DateTime,
    from: Offset,
    to: Offset,
    summer: bool,
    name: String,
}

/// Writes the zone as it is from a year on.
pub(super) fn write(lines: &mut Lines, zone: &Zone, year: i16) {
    lines.raw("BEGIN:VTIMEZONE");
    lines.raw(&format!("TZID:{}", zone.name()));
    let moves = moves(zone, year);
    if moves.is_empty() {
        fixed(lines, zone, year);
    }
    for summer in [true, false] {
        let kind: Vec<_> = moves.iter().filter(|one| one.summer == summer).collect();
        match yearly(&kind) {
            Some(rule) => observance(lines, kind[0], Some(&rule)),
            None => kind.iter().for_each(|one| observance(lines, one, None)),
        }
    }
    lines.raw("END:VTIMEZONE");
}

/// From the year before on, so that the first evening has an offset.
fn moves(zone: &Zone, year: i16) -> Vec<Move> {
    let from = start_of(year.saturating_sub(1));
    let to = start_of(year.saturating_add(YEARS_AHEAD));
    let mut moves: Vec<Move> = Vec::new();
    for step in zone.0.following(from).take_while(|step| step.timestamp() < to) {
        let before = zone.0.to_offset(step.timestamp() - jiff::SignedDuration::from_secs(1));
        if before != step.offset() {
            moves.push(Move {
                wall: before.to_datetime(step.timestamp()),
                from: before,
                to: step.offset(),
                summer: step.dst().is_dst(),
                name: step.abbreviation().to_owned(),
            });
        }
    }
    moves
}

fn start_of(year: i16) -> Timestamp {
    let date = Date::new(year, 1, 1).unwrap_or(Date::constant(2000, 1, 1));
    jiff::tz::TimeZone::UTC
        .to_timestamp(date.to_datetime(jiff::civil::Time::midnight()))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A zone that does not move its clock.
fn fixed(lines: &mut Lines, zone: &Zone, year: i16) {
    let info = zone.0.to_offset_info(start_of(year));
    lines.raw("BEGIN:STANDARD");
    lines.raw("DTSTART:19700101T000000");
    lines.raw(&format!("TZOFFSETFROM:{}", offset(info.offset())));
    lines.raw(&format!("TZOFFSETTO:{}", offset(info.offset())));
    lines.text("TZNAME", info.abbreviation());
    lines.raw("END:STANDARD");
}

fn observance(lines: &mut Lines, one: &Move, rule: Option<&str>) {
    let kind = if one.summer { "DAYLIGHT" } else { "STANDARD" };
    lines.raw(&format!("BEGIN:{kind}"));
    lines.raw(&format!("DTSTART:{}", one.wall.strftime("%Y%m%dT%H%M%S")));
    lines.raw(&format!("TZOFFSETFROM:{}", offset(one.from)));
    lines.raw(&format!("TZOFFSETTO:{}", offset(one.to)));
    if let Some(rule) = rule {
        lines.raw(&format!("RRULE:{rule}"));
    }
    lines.text("TZNAME", &one.name);
    lines.raw(&format!("END:{kind}"));
}

/// "The last Sunday of March", where all of them are that, once a year.
fn yearly(moves: &[&Move]) -> Option<String> {
    let (first, rest) = moves.split_first()?;
    let same = |one: &&Move| one.wall.time() == first.wall.time() && (one.from, one.to) == (first.from, first.to);
    let one_a_year = moves.windows(2).all(|two| two[1].wall.year() == two[0].wall.year() + 1);
    if rest.is_empty() || !rest.iter().all(same) || !one_a_year {
        return None;
    }
    let day = WEEKDAYS.iter().find(|(weekday, _)| *weekday == first.wall.date().weekday())?;
    let nth = [-1, 1, 2, 3, 4].into_iter().find(|nth| {
        moves.iter().all(|one| {
            let date = one.wall.date();
            date.month() == first.wall.month() && date.nth_weekday_of_month(*nth, day.0).is_ok_and(|nth| nth == date)
        })
    })?;
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{}", first.wall.month(), day.1))
}

/// `+0200`.
fn offset(offset: Offset) -> String {
    let seconds = i64::from(offset.seconds());
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        let mut lines = Lines::default();
        write(&mut lines, &Zone::parse(name).expect(name), 2026);
        lines.finish()
    }

    #[test]
    fn finland_moves_its_clock_on_last_sundays() {
        let text = written("Europe/Helsinki");
        for line in [
            "DTSTART:20250330T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "DTSTART:20251026T040000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn a_zone_that_never_moves_and_one_without_a_pattern_are_written_too() {
        assert!(written("Asia/Tokyo").contains("TZOFFSETTO:+0900"));
        let gaza = written("Asia/Gaza");
        assert!(gaza.matches("BEGIN:").count() > 20 && !gaza.contains("RRULE"), "Ramadan has no such rule: {gaza}");
    }
}
