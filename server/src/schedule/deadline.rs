//! Until when something can be applied for: a day, or a day and a time on the wall.

use std::fmt;

use koronailta_signaling::ids::Timestamp;

use super::{LocalTime, ScheduleError, Zone};

/// A deadline in its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    local: LocalTime,
    whole_day: bool,
    zone: Zone,
}

impl Deadline {
    /// From how it is written: `2026-12-15`, or `2026-12-15T16:15`.
    ///
    /// # Errors
    /// It is not written so.
    pub fn parse(text: &str, zone: &Zone) -> Result<Self, ScheduleError> {
        let (local, whole_day) = match LocalTime::parse(text) {
            Ok(local) => (local, false),
            Err(_) => (day(text)?, true),
        };
        Ok(Self { local, whole_day, zone: zone.clone() })
    }

    /// When it is too late: a deadline of a whole day ends with the day.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        if self.whole_day {
            return self.zone.place(self.local.end_of_day()).at.plus(1_000);
        }
        self.zone.place(self.local).at
    }

    /// No time of day is said.
    #[must_use]
    pub fn is_whole_day(&self) -> bool {
        self.whole_day
    }

    /// Where its clock is.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// What stands on the wall; of a whole day its beginning.
    #[must_use]
    pub fn local(&self) -> LocalTime {
        self.local
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.local.to_string();
        f.write_str(if self.whole_day { &text[..10] } else { &text })
    }
}

fn day(text: &str) -> Result<LocalTime, ScheduleError> {
    if text.len() != 10 {
        return Err(ScheduleError::TimeMalformed);
    }
    LocalTime::parse(&format!("{text}T00:00"))
}

/// Whether a text is a day as it is written here: `2026-12-15`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    day(text).is_ok()
}

/// The day that it is somewhere, written likewise: such texts are ordered as the days are.
#[must_use]
pub fn today(zone: &Zone, now: Timestamp) -> String {
    zone.local(now).to_string()[..10].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(text: &str) -> Result<Deadline, ScheduleError> {
        Deadline::parse(text, &Zone::parse("Europe/Helsinki").expect("a zone"))
    }

    #[test]
    fn a_day_ends_at_its_midnight_and_a_time_when_the_wall_shows_it() {
        let day = deadline("2026-12-15").expect("a day");
        assert_eq!((day.ends_at(), day.is_whole_day()), (Timestamp(1_797_372_000_000), true));
        let time = deadline("2026-12-15T16:15").expect("a time");
        assert_eq!((time.ends_at(), time.is_whole_day()), (Timestamp(1_797_344_100_000), false));
        assert_eq!((day.to_string().as_str(), time.to_string().as_str()), ("2026-12-15", "2026-12-15T16:15"));
        assert_eq!(today(time.zone(), Timestamp(1_797_372_000_000)), "2026-12-16");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2026-02-30", "15.12.2026", "2026-12-15T", "2026-12-15T16:15:00", "1926-12-15", "äääääää"]
        {
            assert_eq!(deadline(text), Err(ScheduleError::TimeMalformed), "{text}");
        }
    }
}
