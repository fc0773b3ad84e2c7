//! The calendar of evenings: rules of recurrence, zones with their changes of the clock, and what calendars of others read.
//!
//! Everything here is pure: no clock, no store. A series lives in *local* time, so that 18.00 stays 18.00 when the clock changes; an
//! occurrence becomes an instant only at the end, by the zone.

mod content_line;
mod deadline;
mod ics;
mod recurrence;
mod rule;
mod timezone;
mod zone;

pub use deadline::{Deadline, is_day, today};
pub use ics::{Calendar, Due, Entry, Method, Party, Status};
pub use recurrence::{Occurrence, Pattern};
pub use rule::Rule;
pub use zone::{LocalTime, Placed, Zone};

/// Why a date, a zone or a rule cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// Not a date and a time.
    #[error("a time is written like 2026-11-24T18:00")]
    TimeMalformed,
    /// Nobody knows that zone.
    #[error("a time zone is written like Europe/Helsinki")]
    ZoneUnknown,
    /// Not a rule of RFC 5545 §3.3.10.
    #[error("this is not a rule of recurrence")]
    RuleMalformed,
    /// A rule, but not one for evenings: several a day, by week numbers, by Easter.
    #[error(
        "a rule for evenings has FREQ daily to yearly, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST, COUNT or UNTIL"
    )]
    RuleUnsupported,
    /// Nothing comes of it within the years that are looked at, or it ends before it begins.
    #[error("no evening comes of this rule")]
    RuleNeverHappens,
}

impl ScheduleError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TimeMalformed => "time_malformed",
            Self::ZoneUnknown => "time_zone_unknown",
            Self::RuleMalformed => "rule_malformed",
            Self::RuleUnsupported => "rule_unsupported",
            Self::RuleNeverHappens => "rule_never_happens",
        }
    }
}
