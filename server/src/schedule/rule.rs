//! Rules of recurrence (RFC 5545 §3.3.10), as far as evenings need them.

use std::{collections::BTreeSet, fmt};

use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};
use rrule::{RRule, Unvalidated};

use super::{
    ScheduleError,
    zone::{LocalTime, Zone, utc},
};

/// Bytes of a rule.
const RULE_MAX: usize = 300;

/// A rule counts so many evenings at most: twenty years of weekly ones.
const COUNT_MAX: u32 = 1_040;

/// The parts that a rule for evenings may have, besides UNTIL.
const PARTS: [&str; 8] = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "COUNT"];

/// Parts of RFC 5545 and RFC 7529 that it may not have.
const OTHER_PARTS: [&str; 8] =
    ["BYHOUR", "BYMINUTE", "BYSECOND", "BYWEEKNO", "BYYEARDAY", "BYEASTER", "RSCALE", "SKIP"];

/// A rule of recurrence. Its end is kept in local time: there the date on the wall decides, not the one in Greenwich.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Everything but UNTIL.
    parts: String,
    until: Option<LocalTime>,
}

impl Rule {
    /// Reads a rule as calendars write it, with or without `RRULE:`. An UNTIL in UTC is taken into the zone; one that is a date alone means
    /// the whole day.
    ///
    /// # Errors
    /// It is no rule, or none for evenings.
    pub fn parse(text: &str, zone: &Zone) -> Result<Self, ScheduleError> {
        let text = text.trim();
        let text = text.strip_prefix("RRULE:").unwrap_or(text);
        if text.len() > RULE_MAX || !text.is_ascii() {
            return Err(ScheduleError::RuleMalformed);
        }
        let (mut parts, mut until, mut seen) = (Vec::new(), None, BTreeSet::new());
        for part in text.to_ascii_uppercase().split(';') {
            let (name, value) = part.split_once('=').ok_or(ScheduleError::RuleMalformed)?;
            if value.is_empty() || !seen.insert(name.to_owned()) {
                return Err(ScheduleError::RuleMalformed);
            }
            match name {
                "UNTIL" => until = Some(end(value, zone)?),
                name if PARTS.contains(&name) => parts.push(format!("{name}={value}")),
                name if OTHER_PARTS.contains(&name) => return Err(ScheduleError::RuleUnsupported),
                _ => return Err(ScheduleError::RuleMalformed),
            }
        }
        let rule = Self { parts: parts.join(";"), until };
        rule.check(&seen)?;
        Ok(rule)
    }

    fn check(&self, seen: &BTreeSet<String>) -> Result<(), ScheduleError> {
        if !seen.contains("FREQ") || (self.until.is_some() && seen.contains("COUNT")) {
            return Err(ScheduleError::RuleMalformed);
        }
        if ["FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY"].iter().any(|freq| self.parts.contains(freq)) {
            return Err(ScheduleError::RuleUnsupported);
        }
        let rule = self.unvalidated()?;
        if rule.get_interval() == 0 || rule.get_count().is_some_and(|count| count == 0 || count > COUNT_MAX) {
            return Err(ScheduleError::RuleMalformed);
        }
        Ok(())
    }

    pub(super) fn unvalidated(&self) -> Result<RRule<Unvalidated>, ScheduleError> {
        self.parts.parse().map_err(|_| ScheduleError::RuleMalformed)
    }

    /// The last moment at which an evening of it may begin.
    #[must_use]
    pub fn until(&self) -> Option<LocalTime> {
        self.until
    }

    /// As a calendar of others reads it: with UNTIL in UTC, as RFC 5545 wants it beside a start with a zone.
    #[must_use]
    pub fn in_calendar(&self, zone: &Zone) -> String {
        match self.until {
            Some(until) => format!("{};UNTIL={}", self.parts, utc(zone.place(until).at)),
            None => self.parts.clone(),
        }
    }
}

/// As it is kept and shown; [`Rule::parse`] reads it back.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts)?;
        match self.until {
            Some(until) => write!(f, ";UNTIL={}", until.compact()),
            None => Ok(()),
        }
    }
}

fn end(value: &str, zone: &Zone) -> Result<LocalTime, ScheduleError> {
    let malformed = || ScheduleError::RuleMalformed;
    match value.len() {
        8 => {
            let date = Date::strptime("%Y%m%d", value).map_err(|_| malformed())?;
            Ok(LocalTime::new(date.to_datetime(jiff::civil::Time::midnight())).map_err(|_| malformed())?.end_of_day())
        }
        15 => LocalTime::new(DateTime::strptime("%Y%m%dT%H%M%S", value).map_err(|_| malformed())?)
            .map_err(|_| malformed()),
        16 => {
            let time = DateTime::strptime("%Y%m%dT%H%M%SZ", value).map_err(|_| malformed())?;
            let at = TimeZone::UTC.to_timestamp(time).map_err(|_| malformed())?;
            LocalTime::new(zone.0.to_datetime(at)).map_err(|_| malformed())
        }
        _ => Err(malformed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> Zone {
        Zone::parse("Europe/Helsinki").expect("a zone")
    }

    #[test]
    fn a_rule_is_kept_as_it_was_written_and_read_back() {
        for text in ["FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=10"]
        {
            let rule = Rule::parse(text, &zone()).expect(text);
            assert_eq!(rule.to_string(), text);
            assert_eq!(
                Rule::parse(&format!("RRULE:{}", text.to_lowercase()), &zone()),
                Rule::parse(text, &zone()).or(Err(ScheduleError::RuleMalformed))
            );
        }
    }

    #[test]
    fn a_date_alone_means_the_whole_day_here_and_not_in_greenwich() {
        let rule = Rule::parse("FREQ=WEEKLY;UNTIL=20270601", &zone()).expect("a rule");
        assert_eq!(rule.to_string(), "FREQ=WEEKLY;UNTIL=20270601T235959");
        assert_eq!(rule.in_calendar(&zone()), "FREQ=WEEKLY;UNTIL=20270601T205959Z");
        let utc = Rule::parse("FREQ=WEEKLY;UNTIL=20270601T205959Z", &zone()).expect("a rule");
        assert_eq!(utc, rule);
        assert_eq!(Rule::parse(&rule.to_string(), &zone()), Ok(rule));
    }

    #[test]
    fn what_is_no_rule_for_evenings_is_refused() {
        use ScheduleError::{RuleMalformed, RuleUnsupported};
        for (text, error) in [
            ("", RuleMalformed),
            ("every tuesday", RuleMalformed),
            ("FREQ=WEEKLY;BYDAY=XX", RuleMalformed),
            ("FREQ=WEEKLY;BYDAY=", RuleMalformed),
            ("FREQ=WEEKLY;FREQ=DAILY", RuleMalformed),
            ("BYDAY=TU", RuleMalformed),
            ("FREQ=WEEKLY;INTERVAL=0", RuleMalformed),
            ("FREQ=WEEKLY;COUNT=0", RuleMalformed),
            ("FREQ=WEEKLY;COUNT=99999999", RuleMalformed),
            ("FREQ=WEEKLY;COUNT=3;UNTIL=20270601", RuleMalformed),
            ("FREQ=WEEKLY;UNTIL=tomorrow", RuleMalformed),
            ("FREQ=WEEKLY;X-EVIL=1\r\nATTENDEE:x", RuleMalformed),
            ("FREQ=HOURLY", RuleUnsupported),
            ("FREQ=DAILY;BYHOUR=1,2,3", RuleUnsupported),
            ("FREQ=YEARLY;BYEASTER=0", RuleUnsupported),
            ("FREQ=YEARLY;BYWEEKNO=20", RuleUnsupported),
        ] {
            assert_eq!(Rule::parse(text, &zone()), Err(error), "{text}");
        }
    }
}
