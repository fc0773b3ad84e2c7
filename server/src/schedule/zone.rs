//! Time zones, and what a time on the wall means in them.

use std::{fmt, str::FromStr};

use jiff::{
    civil::{DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};
use koronailta_signaling::ids::Timestamp;

use super::ScheduleError;

/// Years in which evenings may lie: a typing error must not make a calendar of centuries.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2200;

/// Bytes of a zone's name.
const NAME_MAX: usize = 64;

/// A date and a time of day as they stand on the wall, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(pub(super) DateTime);

/// A time zone of the IANA database, which is part of the program: it is the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(pub(super) TimeZone);

/// Where a time on the wall lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// When it is.
    pub at: Timestamp,
    /// The clock is put forward over it. It is then so much later on the wall as the clock is put forward (RFC 5545 §3.3.5): 3.30
    /// on that night in Finland is 4.30. People have to be told.
    pub in_gap: bool,
}

impl LocalTime {
    /// From how it is written: `2026-11-24T18:00`, seconds being left out.
    ///
    /// # Errors
    /// It is not written so, or not in this century or the next.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        // Only the form that is shown is taken: without this, an offset or a zone behind it would be overlooked.
        let shaped = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || b"-T:".contains(&byte));
        let time: DateTime = shaped.then(|| text.parse().ok()).flatten().ok_or(ScheduleError::TimeMalformed)?;
        Self::new(time)
    }

    pub(super) fn new(time: DateTime) -> Result<Self, ScheduleError> {
        if YEARS.contains(&time.year()) { Ok(Self(time)) } else { Err(ScheduleError::TimeMalformed) }
    }

    /// The last second of its day.
    pub(super) fn end_of_day(self) -> Self {
        Self(self.0.date().to_datetime(Time::constant(23, 59, 59, 0)))
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// Day, month and year.
    #[must_use]
    pub fn date(self) -> [i16; 3] {
        [i16::from(self.0.day()), i16::from(self.0.month()), self.0.year()]
    }

    /// Hour and minute.
    #[must_use]
    pub fn clock(self) -> [i8; 2] {
        [self.0.hour(), self.0.minute()]
    }

    /// As a calendar writes it: `20261124T180000`.
    pub(super) fn compact(self) -> String {
        self.0.strftime("%Y%m%dT%H%M%S").to_string()
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M"))
    }
}

impl FromStr for LocalTime {
    type Err = ScheduleError;
    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        Self::parse(text)
    }
}

impl Zone {
    /// By its name in the IANA database.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn parse(name: &str) -> Result<Self, ScheduleError> {
        let known = name.len() <= NAME_MAX && !name.is_empty();
        let zone = known.then(|| TimeZone::get(name).ok()).flatten().ok_or(ScheduleError::ZoneUnknown)?;
        if zone.iana_name().is_some() { Ok(Self(zone)) } else { Err(ScheduleError::ZoneUnknown) }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// When a time on the wall is. Of two (the clock is put back) it is the first; in a gap see [`Placed::in_gap`].
    #[must_use]
    pub fn place(&self, local: LocalTime) -> Placed {
        #[cfg(feature = "sabotage")]
        if crate::sabotage::is("summer-time-off") {
            return self.place_by_winter(local);
        }
        let ambiguous = self.0.to_ambiguous_timestamp(local.0);
        let in_gap = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let at = ambiguous.compatible().map_or(0, jiff::Timestamp::as_millisecond);
        Placed { at: Timestamp(u64::try_from(at).unwrap_or(0)), in_gap }
    }

    /// As if the clock were never moved: the offset of January all year.
    #[cfg(feature = "sabotage")]
    fn place_by_winter(&self, local: LocalTime) -> Placed {
        let january =
            jiff::civil::Date::new(local.0.year(), 1, 15).unwrap_or(local.0.date()).to_datetime(local.0.time());
        let winter = self.0.to_ambiguous_timestamp(january).compatible().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let at = self.0.to_offset(winter).to_timestamp(local.0).map_or(0, jiff::Timestamp::as_millisecond);
        Placed { at: Timestamp(u64::try_from(at).unwrap_or(0)), in_gap: false }
    }

    /// What the wall shows then.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> LocalTime {
        LocalTime(self.0.to_datetime(instant(at)))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A timestamp as jiff has it; one beyond its range is its end.
pub(super) fn instant(at: Timestamp) -> jiff::Timestamp {
    let millis = i64::try_from(at.0).ok().and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    millis.unwrap_or(jiff::Timestamp::MAX)
}

/// `20261124T160000Z`.
pub(super) fn utc(at: Timestamp) -> String {
    instant(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helsinki() -> Zone {
        Zone::parse("Europe/Helsinki").expect("a zone")
    }

    fn at(text: &str) -> Timestamp {
        let time: jiff::Timestamp = text.parse().expect("a time");
        Timestamp(u64::try_from(time.as_millisecond()).expect("after 1970"))
    }

    fn local(text: &str) -> LocalTime {
        LocalTime::parse(text).expect(text)
    }

    #[test]
    fn six_in_the_evening_stays_six_in_winter_and_summer() {
        let zone = helsinki();
        assert_eq!(zone.place(local("2026-11-24T18:00")), Placed { at: at("2026-11-24T16:00Z"), in_gap: false });
        assert_eq!(zone.place(local("2026-06-24T18:00")), Placed { at: at("2026-06-24T15:00Z"), in_gap: false });
        assert_eq!(zone.local(at("2026-06-24T15:00Z")).to_string(), "2026-06-24T18:00");
    }

    #[test]
    fn a_time_that_the_clock_skips_is_an_hour_later_and_is_told() {
        let placed = helsinki().place(local("2027-03-28T03:30"));
        assert_eq!(placed, Placed { at: at("2027-03-28T01:30Z"), in_gap: true });
        assert_eq!(helsinki().local(placed.at).to_string(), "2027-03-28T04:30");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        assert_eq!(helsinki().place(local("2026-10-25T03:30")), Placed { at: at("2026-10-25T00:30Z"), in_gap: false });
    }

    #[test]
    fn what_is_no_time_or_no_zone_is_refused() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T18:00Z",
            "2026-11-24T18:00:00",
            "2026-02-30T18:00",
            "1926-11-24T18:00",
            "2026-11-24 18:00",
        ] {
            assert_eq!(LocalTime::parse(text), Err(ScheduleError::TimeMalformed), "{text}");
        }
        for name in ["", "Helsinki", "Europe/Rovaniemi", "../etc/passwd", &"x".repeat(100)] {
            assert_eq!(Zone::parse(name), Err(ScheduleError::ZoneUnknown), "{name}");
        }
    }
}
