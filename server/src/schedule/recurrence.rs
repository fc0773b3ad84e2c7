//! When the evenings of a series are.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use koronailta_signaling::ids::Timestamp;
use rrule::{RRuleSet, Tz};

use super::{LocalTime, Rule, ScheduleError, Zone};

/// The first evening of a rule lies within so many years of its start, or the rule never happens: 29 February at the turn of a
/// century that is no leap year.
pub(super) const FIRST_WITHIN_YEARS: i16 = 9;

/// Evenings that are looked at for one question. A rule that never ends is bounded by the question's end, too.
const EVENINGS_MAX: u16 = 2_000;

/// A series: a rule in local time from its first evening on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    first: LocalTime,
    zone: Zone,
    rule: Rule,
}

/// One evening of a series, as the rule has it: the name of the evening in the series whatever is done to it later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// On the wall.
    pub local: LocalTime,
    /// When that is.
    pub at: Timestamp,
    /// The clock skips that time; see [`super::Placed::in_gap`].
    pub in_gap: bool,
}

impl Pattern {
    /// The series that begins with the first evening of the rule at or after a date: calendars count their start as an evening
    /// whether the rule has it or not (RFC 5545 §3.8.5.3), so the start has to be one.
    ///
    /// # Errors
    /// No evening comes of it.
    pub fn new(from: LocalTime, zone: Zone, rule: Rule) -> Result<Self, ScheduleError> {
        let until = LocalTime(from.0.saturating_add(jiff::Span::new().years(FIRST_WITHIN_YEARS)));
        let first = expand(from, &rule, from, until, 1)?.first().copied().ok_or(ScheduleError::RuleNeverHappens)?;
        Ok(Self { first, zone, rule })
    }

    /// Its first evening.
    #[must_use]
    pub fn first(&self) -> LocalTime {
        self.first
    }

    /// Where its clock is.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Its rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The evenings that begin within a span of time, its ends included, at most 2,000 of them.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Vec<Occurrence> {
        // A day more on both sides, since a clock that is moved moves an evening over the edge.
        let day = jiff::Span::new().days(1);
        let (first, last) = (self.zone.local(from).0.saturating_sub(day), self.zone.local(to).0.saturating_add(day));
        let found = expand(self.first, &self.rule, LocalTime(first), LocalTime(last), EVENINGS_MAX).unwrap_or_default();
        let placed = found.into_iter().map(|local| {
            let placed = self.zone.place(local);
            Occurrence { local, at: placed.at, in_gap: placed.in_gap }
        });
        placed.filter(|one| (from..=to).contains(&one.at)).collect()
    }

    /// Whether the rule has an evening just then.
    #[must_use]
    pub fn has(&self, local: LocalTime) -> bool {
        expand(self.first, &self.rule, local, local, 1).is_ok_and(|found| found.first() == Some(&local))
    }
}

/// The rule runs on the wall clock alone, for which UTC stands in: it has no gaps. The end is the nearer of the rule's and the question's, so
/// that a rule that never happens comes to an end.
fn expand(
    start: LocalTime,
    rule: &Rule,
    from: LocalTime,
    to: LocalTime,
    most: u16,
) -> Result<Vec<LocalTime>, ScheduleError> {
    let end = rule.until().map_or(to, |until| until.min(to));
    if end < start {
        return Ok(Vec::new());
    }
    let start = wall(start).ok_or(ScheduleError::TimeMalformed)?;
    let (from, end) = (wall(from).ok_or(ScheduleError::TimeMalformed)?, wall(end).ok_or(ScheduleError::TimeMalformed)?);
    let rule = rule.unvalidated()?;
    let rule = if rule.get_count().is_some() { rule } else { rule.until(end) };
    let rule = rule.validate(start).map_err(|_| ScheduleError::RuleMalformed)?;
    let found = RRuleSet::new(start).rrule(rule).after(from).before(end).all(most);
    Ok(found.dates.into_iter().filter_map(unwall).collect())
}

fn wall(local: LocalTime) -> Option<DateTime<Tz>> {
    let (date, time) = (local.0.date(), local.0.time());
    let month = u32::try_from(date.month()).ok()?;
    let day = NaiveDate::from_ymd_opt(i32::from(date.year()), month, u32::try_from(date.day()).ok()?)?;
    let [hour, minute, second] =
        [time.hour(), time.minute(), time.second()].map(|part| u32::try_from(part).unwrap_or(0));
    Some(day.and_hms_opt(hour, minute, second)?.and_utc().with_timezone(&Tz::UTC))
}

fn unwall(time: DateTime<Tz>) -> Option<LocalTime> {
    let naive: NaiveDateTime = time.with_timezone(&Utc).naive_utc();
    let text = naive.format("%Y-%m-%dT%H:%M").to_string();
    LocalTime::parse(&text).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn series(from: &str, rule: &str) -> Result<Pattern, ScheduleError> {
        let zone = Zone::parse("Europe/Helsinki")?;
        let rule = Rule::parse(rule, &zone)?;
        Pattern::new(LocalTime::parse(from)?, zone, rule)
    }

    fn at(text: &str) -> Timestamp {
        let time: jiff::Timestamp = text.parse().expect("a time");
        Timestamp(u64::try_from(time.as_millisecond()).expect("after 1970"))
    }

    fn days(series: &Pattern, from: &str, to: &str) -> Vec<String> {
        series.between(at(from), at(to)).iter().map(|one| one.local.to_string()).collect()
    }

    #[test]
    fn every_first_tuesday_at_six_through_the_changes_of_the_clock() {
        let series = series("2026-10-01T18:00", "FREQ=MONTHLY;BYDAY=1TU").expect("a series");
        assert_eq!(series.first().to_string(), "2026-10-06T18:00", "the start is the first evening of the rule");
        let evenings = series.between(at("2026-10-01T00:00Z"), at("2026-12-31T00:00Z"));
        assert_eq!(
            evenings.iter().map(|one| one.at).collect::<Vec<_>>(),
            ["2026-10-06T15:00Z", "2026-11-03T16:00Z", "2026-12-01T16:00Z"].map(at)
        );
        assert!(evenings.iter().all(|one| !one.in_gap));
    }

    #[test]
    fn a_night_series_meets_the_gap_and_says_so() {
        let series = series("2027-03-26T03:30", "FREQ=DAILY;COUNT=4").expect("a series");
        let evenings = series.between(at("2027-03-26T00:00Z"), at("2027-04-01T00:00Z"));
        assert_eq!(evenings.iter().map(|one| one.in_gap).collect::<Vec<_>>(), [false, false, true, false]);
        assert_eq!(evenings[2].at, at("2027-03-28T01:30Z"));
    }

    #[test]
    fn the_last_day_is_part_of_the_series() {
        let weekly = series("2026-11-24T18:00", "FREQ=WEEKLY;UNTIL=20261208").expect("a series");
        let all = days(&weekly, "2026-11-01T00:00Z", "2027-11-01T00:00Z");
        assert_eq!(all, ["2026-11-24T18:00", "2026-12-01T18:00", "2026-12-08T18:00"]);
        assert!(weekly.has(weekly.first()) && !weekly.has(LocalTime::parse("2026-12-02T18:00").expect("a time")));
    }

    #[test]
    fn what_never_happens_is_refused_soon_and_what_never_ends_is_bounded() {
        let began = Instant::now();
        for rule in [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6",
            "FREQ=WEEKLY;UNTIL=20200101",
        ] {
            assert_eq!(series("2026-11-24T18:00", rule), Err(ScheduleError::RuleNeverHappens), "{rule}");
        }
        assert!(series("2026-11-24T18:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29").is_ok());
        let daily = series("2026-11-24T18:00", "FREQ=DAILY").expect("a series");
        assert_eq!(daily.between(at("2026-11-24T00:00Z"), at("2126-11-24T00:00Z")).len(), 2_000);
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }
}
